"""The medical file of a case: for the company doctor and a consultant under him alone (R-026, R-027, domain.md §7.5 C6)."""
from enum import StrEnum

from shared.kernel.refusals import Forbidden, RuleViolated


class EntryKind(StrEnum):
    """Kinds of entries in the medical file."""

    NOTE = "NOTE"
    REFERRAL = "REFERRAL"
    LIMITATIONS = "LIMITATIONS"


class NoMedicalAccess(Forbidden):
    """A consultant who works under no doctor, or who is the employer's casemanager."""

    def __init__(self) -> None:
        super().__init__("medical.not_delegated", "Het medische deel is voor de bedrijfsarts, en voor een consultant aan wie een "
                                                  "bedrijfsarts taken delegeerde.")


class NotPublishable(RuleViolated):
    """The entry cannot be shared with the employer."""


def check_publication(kind: EntryKind, *, is_corrected: bool, mentions_illness: bool) -> None:
    """Refuse to share anything but functional limitations in work terms (domain.md §7.2).

    :raises NotPublishable: for another kind, an entry that was corrected, or a text about illness
    """
    if kind is not EntryKind.LIMITATIONS:
        raise NotPublishable("limitations.other_kind", "Alleen beperkingen en mogelijkheden kunt u delen.")
    if is_corrected:
        raise NotPublishable("limitations.corrected", "Deze aantekening is verbeterd. Deel de verbeterde tekst.")
    if mentions_illness:
        raise NotPublishable("limitations.medical", "In deze tekst staat iets over ziekte of gezondheid. Beschrijf alleen wat uw "
                                                    "cliënt in het werk wel en niet kan.")
