"""Session data is encrypted with the gateway's secret, and stays readable during a rotation."""
from services.gateway.edge.vault import Vault

VALUE = {"access_token": "eyJ", "count": 2}
OLD, NEW = "o" * 40, "n" * 40


class TestVault:
    def test_opens_what_it_sealed(self):
        sealed = Vault(OLD).seal(VALUE)

        assert b"eyJ" not in sealed
        assert Vault(OLD).open(sealed) == VALUE

    def test_opens_what_the_former_secret_sealed(self):
        assert Vault(NEW, OLD).open(Vault(OLD).seal(VALUE)) == VALUE

    def test_seals_with_the_present_secret(self):
        assert Vault(NEW).open(Vault(NEW, OLD).seal(VALUE)) == VALUE

    def test_opens_nothing_that_was_altered(self):
        sealed = Vault(OLD).seal(VALUE)
        at = len(sealed) // 2

        assert Vault(OLD).open(sealed[:at] + (b"A" if sealed[at:at + 1] != b"A" else b"B") + sealed[at + 1:]) is None

    def test_opens_nothing_of_a_secret_that_it_does_not_know(self):
        assert Vault(NEW).open(Vault(OLD).seal(VALUE)) is None
