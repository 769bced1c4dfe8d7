"""Copies that absence keeps of other services' data: policies, partial recoveries of placements, and the delivery track on its
own absences."""
from services.absence import store
from shared.events.billing import PolicyAccepted
from shared.events.casework import CaseOpened, PlacementMade
from shared.events.claims import ClaimOpened, ClaimRejected
from shared.messaging.copies.declaration import Copies

copies = Copies()

# An employer may report from the first day of its first policy.
copies.replicates(store.Policy, [PolicyAccepted], version="version")

# That the dossier and the claim were opened, and when; or why there is no cover.
copies.amends(store.Absence, {CaseOpened: {"dossier_opened_on": "opened_on", "dossier_opened_at": "opened_at"}})
copies.amends(store.Absence, {
    ClaimOpened: {"claim_opened_on": "opened_on", "claim_judged_at": "judged_at", "claim_rejected_because": None},
    ClaimRejected: {"claim_opened_on": None, "claim_judged_at": "judged_at", "claim_rejected_because": "reason"}})

# The partial recovery of a placement, which the employer has to report (E28, R-124).
copies.replicates(store.PreparedRecovery, [PlacementMade], columns={"effective_on": "start"})
