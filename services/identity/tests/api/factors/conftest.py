"""People with more second factors: the casemanager's own API with a token of a real login, an app and a software passkey."""
import hashlib
import json
import os
import struct
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import cbor2
import pyotp
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url
from werkzeug.test import TestResponse

from services.identity.tests.conftest import CASEMANAGER, PUBLIC, Browser, Identity


class SoftwareKey:
    """A passkey in software: ES256, its owner verified, with a count that goes up."""

    def __init__(self, origin: str = PUBLIC) -> None:
        self.key, self.id, self.count, self.origin = ec.generate_private_key(ec.SECP256R1()), os.urandom(16), 0, origin

    def create(self, options: dict[str, Any], *, verified: bool = True) -> str:
        """The answer of `navigator.credentials.create`, as JSON."""
        point = self.key.public_key().public_numbers()
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})
        extra = bytes(16) + struct.pack(">H", 16) + self.id + cose
        data = self._data(options["rp"]["id"], 0x45 if verified else 0x41) + extra
        return self._answer(clientDataJSON=self._client("webauthn.create", options["challenge"]),
                            attestationObject=cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data}))

    def get(self, options: dict[str, Any], *, verified: bool = True, counts: bool = True) -> str:
        """The answer of `navigator.credentials.get`, as JSON."""
        self.count += counts
        client, data = self._client("webauthn.get", options["challenge"]), self._data(options["rpId"], 5 if verified else 1)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, domain: str, flags: int) -> bytes:
        return hashlib.sha256(domain.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def _answer(self, **response: bytes) -> str:
        own = bytes_to_base64url(self.id)
        return json.dumps({"id": own, "rawId": own, "type": "public-key",
                           "response": {name: bytes_to_base64url(value) for name, value in response.items()}})


@dataclass
class Owner:
    """The casemanager, signed in."""

    identity: Identity
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        self.token = self.token or Browser(self.identity).tokens(CASEMANAGER)["access_token"]

    def call(self, method: str, path: str, body: Any = None) -> TestResponse:
        """Call the API of the own account."""
        return self.identity.app.test_client().open(f"/v1/own-account{path}", method=method, json=body,
                                                    headers={"Authorization": f"Bearer {self.token}"})

    def factors(self) -> dict[str, Any]:
        """The own factors."""
        return self.call("GET", "/factors").json  # type: ignore[no-any-return]

    def add_app(self) -> pyotp.TOTP:
        """Add an app, and let the step of its first code pass."""
        totp = pyotp.TOTP(self.call("POST", "/factors/app").json["key"])
        assert self.call("POST", "/factors/app/confirm", {"code": self.code_of(totp)}).status_code == 204
        self.identity.wait(seconds=60)
        return totp

    def code_of(self, totp: pyotp.TOTP) -> str:
        """The code that the app shows now."""
        return totp.at(self.identity.machine_clock.now())

    def add_passkey(self, key: SoftwareKey, name: str = "Laptop", **how: Any) -> TestResponse:
        """Add a passkey."""
        options = self.call("POST", "/factors/passkeys/options").json["options"]
        return self.call("POST", "/factors/passkeys", {"name": name, "credential": key.create(options, **how)})

    def recovery_codes(self) -> list[str]:
        """Ten new codes."""
        return self.call("POST", "/factors/recovery-codes").json["codes"]  # type: ignore[no-any-return]


@pytest.fixture
def owner(identity: Identity) -> Owner:
    """The casemanager, who has just signed in by SMS."""
    return Owner(identity)


def key_in(uri: str) -> str:
    """The key in an otpauth address."""
    return parse_qs(urlsplit(uri).query)["secret"][0]
