"""A case in which the employer warned."""
from datetime import date

import pytest

from services.casework.tests.api.sanctions.sanction_steps import talk, warn
from shared.testing.service import Service


@pytest.fixture
def warned(casework: Service, sick: str) -> str:
    """An absence with a talk on 30 April 2026 and warnings on 1 and 4 May; today is 11 May."""
    casework.set_today(date(2026, 5, 11))
    talk(casework, sick)
    warn(casework, sick, "2026-05-01", "2026-05-04")
    return sick
