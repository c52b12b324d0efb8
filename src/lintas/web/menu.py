"""The menu: what each role comes here for, most needed first."""

from collections.abc import Iterable
from dataclasses import dataclass

from litestar import Litestar
from litestar.routes import HTTPRoute

from lintas.domain.people import Actor, Role
from lintas.web.asking import Connection, visiting

_DESK = frozenset({Role.COORDINATOR, Role.VENUE_MANAGER})
_OFFICE = _DESK | {Role.TRAINER}
_READERS = _DESK | {Role.AUDITOR, Role.AGREEMENT_OFFICER}
_KEEPERS = frozenset({Role.COORDINATOR, Role.ADMIN})
_ALL = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Entry:
    path: str
    label: str
    roles: frozenset[Role]


MENU = (
    Entry("/", "Hari ini", _ALL),
    Entry("/permintaan", "Permintaan", _DESK),
    Entry("/peminjaman", "Peminjaman", _OFFICE | _READERS),
    Entry("/cari", "Cari waktu", _OFFICE),
    Entry("/tempat", "Tempat", _ALL),
    Entry("/bentrok", "Bentrok jadwal", _READERS),
    Entry("/mengajar", "Mengajar", frozenset({Role.TRAINER})),
    Entry("/angkatan", "Angkatan", _OFFICE | {Role.AUDITOR}),
    Entry("/kalender", "Kalender", _OFFICE | {Role.PARTICIPANT}),
    Entry("/kerja-sama", "Kerja sama", _READERS),
    Entry("/katalog", "Katalog program", _ALL),
    Entry("/kelola", "Kelola", _OFFICE | {Role.ADMIN}),
    Entry("/akun", "Akun", _KEEPERS),
)


def routed(app: Litestar) -> tuple[Entry, ...]:
    """Those entries whose pages the app has."""
    paths = {route.path for route in app.routes if isinstance(route, HTTPRoute)}
    return tuple(entry for entry in MENU if entry.path in paths)


def menu_of(connection: Connection) -> tuple[Entry, ...]:
    """What the asker may go to; nothing for guests."""
    visit = visiting(connection)
    return () if visit is None else _menu_for(visit.actor, connection.app.state["menu"])


def _menu_for(actor: Actor, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    held = {membership.role for membership in actor.memberships}
    return tuple(entry for entry in entries if held & entry.roles or actor.is_operator)
