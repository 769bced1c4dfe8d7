"""A secured single-node Apache Kafka: TLS, authentication by password (SCRAM-SHA-512) or token (OAUTHBEARER), rights."""
import ipaddress
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shared.kernel.clock import SystemClock

ADMIN = "admin"
"""The superuser."""

_OAUTH = "org.apache.kafka.common.security.oauthbearer"
_VALID = timedelta(days=30)

_PROPERTIES = """process.roles=broker,controller
listeners=SECURE://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=SECURE://127.0.0.1:{port}
listener.security.protocol.map=CONTROLLER:SASL_PLAINTEXT,SECURE:SASL_SSL
inter.broker.listener.name=SECURE
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
sasl.mechanism.controller.protocol=PLAIN
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:broker;User:{admin}
ssl.keystore.type=PEM
ssl.keystore.location={keystore}
ssl.truststore.type=PEM
ssl.truststore.location={ca}
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
username="broker" password="{password}" user_broker="{password}";
listener.name.secure.sasl.enabled.mechanisms=SCRAM-SHA-512,OAUTHBEARER
listener.name.secure.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \
username="broker" password="{password}";
listener.name.secure.scram-sha-512.connections.max.reauth.ms={session}
listener.name.secure.oauthbearer.sasl.jaas.config={oauth}.OAuthBearerLoginModule required;
listener.name.secure.oauthbearer.sasl.server.callback.handler.class={oauth}.OAuthBearerValidatorCallbackHandler
listener.name.secure.oauthbearer.sasl.oauthbearer.jwks.endpoint.url={jwks_url}
listener.name.secure.oauthbearer.sasl.oauthbearer.expected.issuer={issuer}
listener.name.secure.oauthbearer.sasl.oauthbearer.expected.audience={audience}
listener.name.secure.oauthbearer.connections.max.reauth.ms={session}
"""


@dataclass(frozen=True, kw_only=True)
class Security:
    """The security settings of a broker.

    :ivar directory: directory of its key and certificates
    :ivar jwks_url: public keys of the issuer of access tokens
    :ivar issuer: required issuer of a token
    :ivar audience: required audience of a token
    :ivar session_seconds: time after which a client must authenticate again, so that removed users lose access
    """

    directory: Path
    jwks_url: str
    issuer: str
    audience: str
    session_seconds: float = 10.0
    password: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)

    @property
    def ca_file(self) -> Path:
        """The CA certificate that clients must trust."""
        return self.directory / "ca.pem"

    @property
    def password_file(self) -> Path:
        """The file with the password of `ADMIN`."""
        return self.directory / "admin.password"

    @property
    def jvm_options(self) -> tuple[str, ...]:
        """JVM options that allow Apache Kafka to fetch keys from `jwks_url` only."""
        return (f"-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls={self.jwks_url}",)

    @property
    def format_options(self) -> tuple[str, ...]:
        """Options that create users when the storage is formatted."""
        return tuple(option for user in ("broker", ADMIN)
                     for option in ("--add-scram", f"SCRAM-SHA-512=[name={user},password={self.password}]"))

    def properties(self, port: int, controller: int) -> str:
        """The security part of server.properties; creates missing certificates."""
        keystore = self.directory / "broker.pem"
        if not keystore.exists():
            self.directory.mkdir(parents=True, exist_ok=True)
            self.password_file.write_text(self.password)
            write_certificates(self.ca_file, keystore)
        return _PROPERTIES.format(
            port=port, controller=controller, admin=ADMIN, keystore=keystore, ca=self.ca_file, password=self.password,
            session=int(self.session_seconds * 1000), oauth=_OAUTH, jwks_url=self.jwks_url, issuer=self.issuer,
            audience=self.audience)


def write_certificates(ca_file: Path, keystore: Path) -> None:
    """Write a CA certificate, and a key store for a broker on 127.0.0.1 with key, certificate and CA certificate."""
    authority, server = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ontzorg test authority")])
    ca = _certificate(name, name, authority.public_key()).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True).add_extension(
        x509.KeyUsage(False, False, False, False, False, True, True, False, False), critical=True).add_extension(
        x509.SubjectKeyIdentifier.from_public_key(authority.public_key()), critical=False).sign(authority, hashes.SHA256())
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "broker")])
    certificate = _certificate(own, name, server.public_key()).add_extension(
        x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False).add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), critical=False,
    ).sign(authority, hashes.SHA256())
    pem = serialization.Encoding.PEM
    ca_file.write_bytes(ca.public_bytes(pem))
    keystore.write_bytes(
        server.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(pem) + ca.public_bytes(pem))
    keystore.chmod(0o600)


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = SystemClock().now()
    return x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key).serial_number(
        x509.random_serial_number()).not_valid_before(now - timedelta(minutes=5)).not_valid_after(now + _VALID)
