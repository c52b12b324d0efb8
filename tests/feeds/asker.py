"""Asks a calendar's address as a subscriber does, without a network between."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from lintas.domain.feeds import FeedScope, FeedStyle
from lintas.feeds.app import make_feed_app
from lintas.feeds.fetches import FetchLog
from tests.actions.world import NOW

PUBLIC_URL = "https://lintas.example.test"
PHONE = FeedStyle("HP")


@dataclass
class Clock:
    """Stands still until a test moves it."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def later(self, by: timedelta) -> None:
        self.at += by


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Subscriber:
    """One process that serves, and whoever asks it."""

    clock: Clock = field(default_factory=Clock)
    fetches: FetchLog = field(default_factory=FetchLog)

    def __post_init__(self) -> None:
        self.app = make_feed_app(self.clock, PUBLIC_URL, self.fetches)

    async def ask(self, path: str, method: str = "GET", **headers: str) -> Reply:
        """`if_none_match='"…"'` is sent as If-None-Match."""
        raw = [(name.replace("_", "-").encode(), v.encode()) for name, v in headers.items()]
        path, _, query = path.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": raw,
        }
        sent: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        await self.app(scope, receive, send)
        start, *bodies = sent
        told = {name.decode(): value.decode() for name, value in start["headers"]}
        return Reply(start["status"], told, b"".join(each["body"] for each in bodies))


def path_of(secret: str) -> str:
    return f"/{secret}.ics"


# Those that are somebody's or something's with an id, and those that hold sessions.
SCOPES = (
    FeedScope.PERSON,
    FeedScope.TRAINER,
    FeedScope.BATCH,
    FeedScope.ROOM,
    FeedScope.VENUE,
    FeedScope.PROGRAM,
)
OF_SESSIONS = (*SCOPES, FeedScope.REGENCY)
