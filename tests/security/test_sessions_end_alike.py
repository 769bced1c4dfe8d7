"""Gateway and identity end a session that is not used after the same time."""
from services.gateway.settings import Settings as GatewaySettings
from services.identity.settings import Settings as IdentitySettings

MINUTES = 60


class TestIdleLimit:
    def test_is_an_hour_at_gateway_and_identity(self) -> None:
        assert GatewaySettings.session_idle_minutes == IdentitySettings.session_idle_minutes == MINUTES
