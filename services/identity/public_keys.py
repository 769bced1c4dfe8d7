"""Reads the public keys of programs: a JSON Web Key, a key set, or PEM."""
import json
import re
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from shared.kernel.refusals import RuleViolated

SHORTEST_RSA_BITS = 2048
LONGEST_TEXT = 8_000
_KID = re.compile("[A-Za-z0-9_.-]{1,120}")

PublicKey = RSAKey | ECKey


class PublicKeyInvalid(RuleViolated):
    """The text is no public key, or one that is too weak."""


def read_public_keys(text: str) -> list[dict[str, Any]]:
    """The keys of a text as JSON Web Keys, each with a `kid`.

    :raises PublicKeyInvalid: for a private or shared key, and for another type than RSA of 2048 bits or EC P-256
    """
    try:
        keys = _keys_in(text.strip())
    except (ValueError, TypeError, KeyError, AttributeError, JoseError):
        raise _invalid("Plak een publieke sleutel als JWK, JWKS of PEM.") from None
    if not keys:
        raise _invalid("Plak een publieke sleutel als JWK, JWKS of PEM.")
    return [_checked(key) for key in keys]


def _keys_in(text: str) -> list[Any]:
    if text.startswith("-----BEGIN"):
        return [(ECKey if " EC " in text else _of_pem(text)).import_key(text)]
    data = json.loads(text)
    return list(KeySet.import_key_set(data if "keys" in data else {"keys": [data]}).keys)


def _of_pem(text: str) -> type[RSAKey] | type[ECKey]:
    """The type of a PEM key whose header does not name it."""
    try:
        RSAKey.import_key(text)
    except (ValueError, TypeError, JoseError):
        return ECKey
    return RSAKey


def _checked(key: Any) -> dict[str, Any]:
    if not isinstance(key, RSAKey | ECKey):
        raise _invalid("Gebruik een sleutel van het type RSA of EC.")
    if key.is_private:
        raise _invalid("Dit is een geheime sleutel. Maak een nieuw paar en plak hier alleen de publieke.")
    if isinstance(key, RSAKey) and key.public_key.key_size < SHORTEST_RSA_BITS:
        raise _invalid("Gebruik een RSA-sleutel van ten minste 2048 bits.")
    if isinstance(key, ECKey) and key.curve_name != "P-256":
        raise _invalid("Gebruik een EC-sleutel op P-256.")
    key.ensure_kid()
    if not isinstance(key.kid, str) or not _KID.fullmatch(key.kid):
        raise _invalid("Gebruik voor het nummer van de sleutel (kid) letters, cijfers, punten en streepjes.")
    return dict(key.as_dict(private=False))


def _invalid(message: str) -> PublicKeyInvalid:
    return PublicKeyInvalid("client.key_invalid", message, field="public_key")
