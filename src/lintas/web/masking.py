"""Addresses as logs may show them."""

import re

from lintas.domain.secret import SECRET_LENGTH

_SECRET = re.compile(rf"[A-Za-z0-9_-]{{{SECRET_LENGTH - 3},}}")
_SECRET_PLACE = re.compile(r"^/(k|p|ajar|masuk|langganan)/[^/]+")


def mask(path: str) -> str:
    """A path without the secrets in it: those that open a page, a calendar or a sign-in.

    Also what only stands where a secret would, for it may be one with a slip of the pen.
    """
    return _SECRET.sub("***", _SECRET_PLACE.sub(r"/\1/***", path))
