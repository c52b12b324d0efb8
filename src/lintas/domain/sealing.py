"""Texts that are kept so that only this server reads them, and not who steals its database.

Encrypt-then-MAC with what the standard library has: HMAC-SHA-256 over a counter makes the key
stream, another key of it signs. Both come from the server's key, each by a name of its own.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from lintas.domain.refusal import Refusal

_NONCE, _TAG, _BLOCK = 16, 32, 32


class CannotOpen(Refusal):
    """It was sealed under another key, or somebody has changed it since."""


@dataclass(frozen=True, slots=True)
class SealingKey:
    """Made of the server's secret; what was sealed before that changed can't be opened after."""

    secret: str = field(repr=False)

    def seal(self, text: str) -> str:
        """Never twice the same, in letters that any column takes."""
        nonce = secrets.token_bytes(_NONCE)
        hidden = self._veil(nonce, text.encode())
        return base64.urlsafe_b64encode(nonce + hidden + self._sign(nonce + hidden)).decode()

    def open(self, sealed: str) -> str:
        """Raises CannotOpen."""
        try:
            raw = base64.urlsafe_b64decode(sealed.encode())
        except ValueError:
            raise CannotOpen from None
        body, tag = raw[:-_TAG], raw[-_TAG:]
        if len(raw) < _NONCE + _TAG or not hmac.compare_digest(tag, self._sign(body)):
            raise CannotOpen
        return self._veil(body[:_NONCE], body[_NONCE:]).decode()

    def fingerprint(self, text: str) -> str:
        """Eight letters by which people tell two texts apart, and nobody guesses one."""
        return self._keyed("fingerprint", text.encode()).hex()[:8]

    def _sign(self, body: bytes) -> bytes:
        return self._keyed("signature", body)

    def _veil(self, nonce: bytes, text: bytes) -> bytes:
        """There and back: each byte with one of the key stream."""
        blocks = range(-(-len(text) // _BLOCK))
        key = self._keyed("stream", nonce)
        stream = b"".join(_hmac(key, number.to_bytes(8, "big")) for number in blocks)
        return bytes(one ^ other for one, other in zip(text, stream, strict=False))

    def _keyed(self, purpose: str, body: bytes) -> bytes:
        return _hmac(_hmac(self.secret.encode(), f"sealing {purpose}".encode()), body)


def _hmac(key: bytes, body: bytes) -> bytes:
    return hmac.new(key, body, hashlib.sha256).digest()
