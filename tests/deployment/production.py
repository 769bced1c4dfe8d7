"""A complete production environment for each service, as compose and Kubernetes give it."""
import re
from pathlib import Path
from secrets import token_urlsafe

from shared.kernel.services import DEPLOYED, NAMES
from shared.testing.temporary_server import as_role

ROOT = Path(__file__).resolve().parents[2]
SERVICES, WORKERS = DEPLOYED, NAMES
GATEWAY_SECRET, CLIENT_SECRET, IDENTITY_SECRET = (token_urlsafe(32) for _ in range(3))
PUBLIC = "https://portaal.ontzorg.example"


def production(service: str, database_url: str, bus_url: str, port: int) -> dict[str, str]:
    """Return the settings of one service only."""
    prefix = service.upper()
    common = {f"{prefix}_DATABASE_URL": database_url, f"{prefix}_PORT": str(port), "ONTZORG_ENVIRONMENT": "production",
              "HEALTH_URL": f"http://127.0.0.1:{port}/health/ready"}
    if service == "gateway":
        urls = {f"GATEWAY_{name.upper()}_URL": f"http://{name}:8000" for name in WORKERS}
        return common | urls | {"GATEWAY_PUBLIC_URL": PUBLIC, "GATEWAY_METRICS_PORT": "0", "GATEWAY_SECRET": GATEWAY_SECRET,
                                "GATEWAY_CLIENT_SECRET": CLIENT_SECRET}
    common |= {"ONTZORG_BUS_URL": bus_url, "ONTZORG_ISSUER": f"{PUBLIC}/id",
               "ONTZORG_JWKS_URL": "http://identity:8000/oauth/jwks"}
    if service == "casework":
        common["CASEWORK_MEDICAL_DATABASE_URL"] = as_role(database_url, "casework_medical")
    if service == "identity":
        common |= {"IDENTITY_SECRET": IDENTITY_SECRET, "IDENTITY_PORTAL_CLIENT_SECRET": CLIENT_SECRET,
                   "IDENTITY_SMS_URL": "https://sms.example/messages", "IDENTITY_SMTP_URL": "smtp://mail:25"}
    return common


def names_read(service: str) -> set[str]:
    """Return the settings that occur in a service's code as whole words."""
    common = [] if service == "gateway" else [ROOT / "shared/service/settings.py"]
    sources = [*common, ROOT / f"services/{service}/settings.py"]
    text = "\n".join(source.read_text() for source in sources if source.exists()).replace("<SERVICE>", service.upper())
    return set(re.findall(r"\b[A-Z]+(?:_[A-Z0-9]+)+\b", text))
