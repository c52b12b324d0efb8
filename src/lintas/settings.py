"""Every setting, read once from the environment when a process starts."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

# Processes of one start share such a key by their environment, and must know it for what it is.
_MADE_UP = "made up at this start: "


class NotASetting(ValueError):
    """A variable whose value can't be what anybody means: the process doesn't start."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Passed inward as arguments; only web, worker and cli read it."""

    database_url: str
    public_url: str
    # Binds forms to their sessions, and citizens' numbers to this server. Empty: none was set.
    secret_key: str
    # smtp://user:password@host:587 (STARTTLS when offered) or smtps://…; empty: no e-mail.
    smtp_url: str
    mail_from: str
    host: str
    port: int
    processes: int
    # How long a request keeps its slot undecided.
    hold: timedelta
    # Whether other calendars may be fetched without encryption.
    plain_http_calendars: bool
    # How often each calendar's address answers within ten minutes.
    feed_asks: int = 60
    # How long after the last session a person's data is kept; none at all: until somebody erases.
    retention: timedelta = timedelta(0)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Every setting from its variable, or its default.

        Raises:
            NotASetting: naming the variable, its value and what was expected.
        """
        port = _number(environment, "LINTAS_PORT", 8000, at_least=0)
        return cls(
            database_url=environment.get("LINTAS_DATABASE_URL", "sqlite:///lintas.sqlite"),
            public_url=environment.get("LINTAS_PUBLIC_URL", f"http://127.0.0.1:{port}").rstrip("/"),
            secret_key=environment.get("LINTAS_SECRET_KEY", ""),
            smtp_url=environment.get("LINTAS_SMTP_URL", ""),
            mail_from=environment.get("LINTAS_MAIL_FROM", "lintas@localhost"),
            host=environment.get("LINTAS_HOST", "127.0.0.1"),
            port=port,
            processes=_number(environment, "LINTAS_PROCESSES", 1, at_least=1),
            hold=timedelta(days=_number(environment, "LINTAS_HOLD_DAYS", 7, at_least=1)),
            plain_http_calendars=environment.get("LINTAS_HTTP_CALENDARS", "") == "1",
            feed_asks=_number(environment, "LINTAS_FEED_ASKS", 60, at_least=1),
            retention=timedelta(days=_number(environment, "LINTAS_RETENTION_DAYS", 0, at_least=0)),
        )

    @property
    def lasting_key(self) -> str:
        """The secret key, if it will be the same after the next start; else empty."""
        return "" if self.secret_key.startswith(_MADE_UP) else self.secret_key

    def with_key(self) -> "Settings":
        """With a secret key in any case: where none was set, one made up for this start."""
        return replace(self, secret_key=self.secret_key or f"{_MADE_UP}{secrets.token_urlsafe(32)}")

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")


def _number(environment: Mapping[str, str], name: str, default: int, *, at_least: int) -> int:
    text = environment.get(name, str(default))
    if not text.isdecimal() or int(text) < at_least:
        raise NotASetting(f"{name} has value {text!r}: expected a whole number from {at_least}")
    return int(text)
