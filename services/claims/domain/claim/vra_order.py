"""The order to VRA to support a re-integration (R-064)."""
from shared.kernel.refusals import Conflict


class OrderExists(Conflict):
    """VRA has an order for this case."""

    def __init__(self) -> None:
        super().__init__("vra_order.exists", "VRA heeft voor dit verzuim al een opdracht.")
