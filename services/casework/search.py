"""How text is compared in a search (R-150)."""
from shared.kernel.folding import fold as searchable

__all__ = ["literal", "searchable"]


def literal(text: str) -> str:
    """A text in which LIKE's wildcards stand for themselves; the escape is a backslash."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
