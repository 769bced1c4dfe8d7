"""Provinces by postcode (R-030)."""
import pytest

from services.casework.domain.guidance.regions import Region, region_of


class TestRegionOf:
    @pytest.mark.parametrize(("postcode", "region"), [
        ("4331 LK", Region.ZEELAND), ("1012 AB", Region.NOORD_HOLLAND), ("1300 AA", Region.FLEVOLAND),
        ("8911 AA", Region.FRYSLAN),
        ("9999 ZZ", Region.GRONINGEN), ("6211 LB", Region.LIMBURG), ("5211 AA", Region.NOORD_BRABANT),
        ("1000 AA", Region.NOORD_HOLLAND)])
    def test_is_the_range_in_which_the_digits_fall(self, postcode: str, region: Region) -> None:
        assert region_of(postcode) is region

    @pytest.mark.parametrize("postcode", ["", "0999 AA", "MC 9800", "43", "４３３１ LK"])
    def test_is_none_for_what_is_no_dutch_postcode(self, postcode: str) -> None:
        assert region_of(postcode) is None
