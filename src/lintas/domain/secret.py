"""Secrets that open something by themselves: links, tokens, signed-in browsers."""

import hashlib
import secrets

# What 256 random bits come to in URL-safe base64.
SECRET_LENGTH = 43


def new_secret() -> str:
    """256 random bits; shown once, and kept only as its hash."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """SHA-256 in hex: enough for what nobody can guess, and an index finds it."""
    return hashlib.sha256(secret.encode()).hexdigest()
