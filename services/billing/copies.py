"""Copies that billing keeps of other services' data: employments with their wages."""
from services.billing import store
from shared.events.absence import EmployeeUpserted
from shared.messaging.copies.building import Child
from shared.messaging.copies.declaration import Copies

copies = Copies()
copies.replicates(store.Employee, [EmployeeUpserted], version="version", children=[Child(store.WageSegment, "wages")])
