"""Records that were taken back, in Dutch."""
from collections.abc import Mapping
from typing import Any

from services.gateway.view.formatting import day

REASONS = {"NOT_HAPPENED": "Dit is niet gebeurd", "WRONG_DAY": "Het was op een andere dag",
           "WRONG_CASE": "Het hoort bij een ander dossier", "RECORDED_TWICE": "Het is twee keer vastgelegd"}


def withdrawn(row: Mapping[str, Any]) -> str:
    """When and why a record was taken back; empty if it was not."""
    reason = row.get("withdrawal_reason")
    return f"Ingetrokken op {day(row['withdrawn_on'])}: {REASONS[reason].lower()}." if reason else ""
