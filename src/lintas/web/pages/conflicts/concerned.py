"""Whom a conflict concerns, each with a text ready for WhatsApp: people press send, nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lintas.actions.steps.announcing import facts_of
from lintas.render.messages import GROUP, say_message, whatsapp_link
from lintas.store.bookings.conflicts import ConflictState
from lintas.store.bookings.told import Told, list_told
from lintas.store.people import list_people_named
from lintas.web.pages.conflicts.case import Case

OPENED, CLOSED = "conflict_opened", "conflict_closed"
CHANGED = ("session_moved", "session_cancelled")
# Each link holds the whole text: more would not fit a page that phones load.
MOST_LINKS = 6


@dataclass(frozen=True, slots=True)
class Concerned:
    """Some people, what to tell them, and (label, link) to each chat that may be opened."""

    who: str
    hint: str
    text: str
    links: tuple[tuple[str, str], ...]


async def list_concerned(case: Case, *, public_url: str) -> list[Concerned]:
    """Coordinators of both sides, trainers, participants; how they stand now."""
    told = await list_told(
        [case.conflict.id, case.booking.id], [OPENED, CLOSED, *CHANGED], seen_by=case.actor
    )
    desks = next((each for each in told if each.subject_id == case.conflict.id), None)
    change = next((each for each in told if _is_about(each, case)), None)
    found = [_desks(desks, public_url)] if desks else []
    found += await _list_trainers(case, change, public_url)
    if case.booking.batch_id:
        found.append(_group(case, change, public_url))
    return found


def _is_about(told: Told, case: Case) -> bool:
    return told.kind in CHANGED and told.facts.get("session_id") == str(case.session.id)


def _desks(told: Told, public_url: str) -> Concerned:
    text = say_message(told.kind, told.facts, public_url=public_url).whatsapp
    phoned = [(each.name, each.phone) for each in told.reached if each.phone]
    known = ", ".join(each.name for each in told.reached if each.name)
    hint = f"Sudah diberi tahu lewat kotak pesan dan surel: {told.count} orang"
    return Concerned(
        who="Koordinator dan pengelola kedua pihak",
        hint=f"{hint}, di pihak Anda {known}." if known else f"{hint}.",
        text=text,
        links=_links(phoned, text),
    )


async def _list_trainers(case: Case, change: Told | None, public_url: str) -> list[Concerned]:
    if not case.session.trainer_ids:
        return []
    kind, facts = _news(case, change)
    # Trainers go to the booking: the conflict is for others to solve.
    facts["link"] = f"/peminjaman/{case.booking.id}"
    text = say_message(kind, facts, public_url=public_url).whatsapp
    people = await list_people_named(case.session.trainer_ids, seen_by=case.actor)
    names = ", ".join(case.card.trainer_names)
    phoned = [(each.name, each.phone) for each in people if each.phone]
    return [Concerned(who=f"Pengajar: {names}", hint="", text=text, links=_links(phoned, text))]


def _group(case: Case, change: Told | None, public_url: str) -> Concerned:
    kind, facts = _news(case, change)
    text = say_message(kind, {**facts, "reader": GROUP}, public_url=public_url).whatsapp
    return Concerned(
        who=f"Grup peserta: {case.card.batch_title}",
        hint="Pilih grup WhatsApp angkatan ini. Halaman pribadi peserta sudah menunjukkan keadaan"
        " terbaru.",
        text=text,
        links=_links((), text),
    )


def _news(case: Case, change: Told | None) -> tuple[str, dict[str, Any]]:
    """What became of the session; while nothing has, that it is in question."""
    if change is not None and case.conflict.state is not ConflictState.OPEN:
        return change.kind, dict(change.facts)
    return "schedule_in_question", facts_of([case.card])


def _links(phoned: Iterable[tuple[str, str]], text: str) -> tuple[tuple[str, str], ...]:
    chats = [(f"Kirim WhatsApp ke {name}", whatsapp_link(phone, text)) for name, phone in phoned]
    return (*chats[:MOST_LINKS], ("Kirim WhatsApp, pilih penerima", whatsapp_link("", text)))
