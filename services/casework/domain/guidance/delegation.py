"""Task delegation of a company doctor to an absence consultant, who works under the doctor (R-027)."""
from shared.kernel.refusals import Conflict, Forbidden, RuleViolated


class NoSupervisor(RuleViolated):
    """The consultant works under no company doctor."""

    def __init__(self) -> None:
        super().__init__("consultant.no_supervisor", "U werkt nu niet onder een bedrijfsarts. Vraag een bedrijfsarts om taken "
                                                     "aan u te delegeren; tot dan kunt u niets vastleggen.")


class AlreadyDelegated(Conflict):
    """The consultant works under another company doctor."""

    def __init__(self) -> None:
        super().__init__("delegation.other_doctor", "Deze consultant werkt al onder een andere bedrijfsarts. Die moet de "
                                                    "delegatie eerst intrekken.", field="consultant_id")


class NotYourDelegation(Forbidden):
    """Another company doctor gave the delegation."""

    def __init__(self) -> None:
        super().__init__("delegation.not_yours", "Alleen de bedrijfsarts die de delegatie gaf, kan haar intrekken.")
