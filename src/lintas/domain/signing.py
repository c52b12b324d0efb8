"""Signatures that anybody can check with the public key, and only this server can make: Ed25519."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lintas.domain.refusal import Refusal


class NotAPublicKey(Refusal):
    """A text that is no Ed25519 public key in base64."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """Made of the server's secret, under a name of its own; another secret is another key."""

    secret: str = field(repr=False)

    def sign(self, text: str) -> str:
        return base64.b64encode(self._private().sign(text.encode())).decode()

    def public(self) -> str:
        """For whoever is to check: 32 bytes in base64."""
        return base64.b64encode(self._private().public_key().public_bytes_raw()).decode()

    def _private(self) -> Ed25519PrivateKey:
        seed = hmac.new(self.secret.encode(), b"signing audit heads", hashlib.sha256).digest()
        return Ed25519PrivateKey.from_private_bytes(seed)


def is_signed(text: str, signature: str, public: str) -> bool:
    """Whether the owner of that public key signed it.

    Raises:
        NotAPublicKey
    """
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
    except ValueError:
        raise NotAPublicKey(public) from None
    try:
        key.verify(base64.b64decode(signature, validate=True), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
