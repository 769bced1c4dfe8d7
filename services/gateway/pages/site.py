"""All pages of the portal."""
from flask import Flask

from services.gateway.pages import (
    benefits,
    departure,
    dossiers,
    employee_import,
    employees,
    guidance,
    invoices,
    parked,
    recovery,
    sick_report,
    start,
    statistics,
)


def register_pages(app: Flask) -> None:
    """Add every page to the application."""
    for page in (start, sick_report, recovery, employees, employee_import, departure, dossiers, statistics, benefits,
                 invoices, guidance, parked):
        app.register_blueprint(page.pages)
