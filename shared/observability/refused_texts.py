"""Counts the texts about health that are refused at a door; the text itself goes nowhere (domain.md §7.3)."""
from shared.fields.invalid import InvalidInput
from shared.fields.text import MEDICAL
from shared.observability.metrics import MEDICAL_TEXTS


def count_medical(refusal: InvalidInput) -> None:
    """Count a refusal, if it is one of a text about health."""
    if refusal.code == MEDICAL:
        MEDICAL_TEXTS.inc()
