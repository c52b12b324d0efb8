"""Which language an answer is in."""

from typing import Any

from litestar.connection import ASGIConnection

LANGUAGES = {"id": "id", "en": "en", "in": "id"}  # "in": what old phones call Indonesian


def language_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """People read Indonesian; programs the first of ours that they accept, else Indonesian too.

    Weights are not looked at: everybody lists first what is preferred.
    """
    if not connection.scope["path"].startswith("/api/"):
        return "id"
    for part in connection.headers.get("accept-language", "").split(","):
        tag = part.partition(";")[0].strip().lower().partition("-")[0]
        if tag in LANGUAGES:
            return LANGUAGES[tag]
    return "id"
