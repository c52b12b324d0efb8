"""A conflict, looked at: both sides with their times, the ways out, whom it concerns."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get
from litestar.params import FromPath

from lintas.actions.conflicts.suggest_ways_out import suggest_ways_out
from lintas.render.findings import label
from lintas.render.times import say_moment, say_span
from lintas.render.ways import say_way
from lintas.rules.ways_out import WayKind, WayOut
from lintas.store.bookings.conflicts import ConflictState
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.forms import blank_form
from lintas.web.html import Page, show
from lintas.web.pages.conflicts.case import Case, find_case
from lintas.web.pages.conflicts.concerned import list_concerned
from lintas.web.pages.conflicts.words import sentences
from lintas.web.pages.once import KEY, new_key
from lintas.web.pages.shown.cards import say_place
from lintas.web.pages.shown.clashes import Way

TEMPLATE = "conflicts/conflict.html"
# What people write, in all forms of the page.
WRITTEN = ("cancel_reason", "authority", "override_reason")


@dataclass(frozen=True, slots=True)
class ConflictFacts:
    """What stands at the top; empty texts are left out."""

    id: UUID
    state: str
    severity: str
    title: str
    text: str
    since: str
    ended: str
    authority: str
    reason: str


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """The session that clashes, as it is now."""

    title: str
    when: str
    place: str
    agency: str
    trainers: str
    headcount: int
    decision: str
    booking_id: UUID


@get("/bentrok/{conflict_id:uuid}")
async def show_conflict(request: AnyRequest, conflict_id: FromPath[UUID]) -> Page:
    case = await find_case(conflict_id, actor=asking(request), now=datetime.now(UTC))
    form = blank_form(**dict.fromkeys(WRITTEN, ""), key=new_key())
    return await show(request, TEMPLATE, form=form, **await facts_of(request, case))


async def facts_of(request: AnyRequest, case: Case) -> dict[str, Any]:
    """Everything that the page shows, the ways out as they are this very moment."""
    now = datetime.now(UTC)
    is_open = case.conflict.state is ConflictState.OPEN and case.is_live
    return {
        "conflict": await _conflict_facts(case),
        "session": _session_facts(case, now=now),
        "ways": await list_ways(case, now=now) if is_open and case.may_move else (),
        "is_open": is_open,
        "may_move": is_open and case.may_move,
        "may_cancel": is_open and case.may_cancel,
        "may_override": case.may_override,
        "concerned": await list_concerned(case, public_url=settings_of(request).public_url),
        "action": case.address,
        "move": f"/sesi/{case.session.id}/pindah",
    }


async def list_ways(case: Case, *, now: datetime) -> tuple[Way, ...]:
    """Each is one press: it is judged again when it is taken."""
    suggested = await suggest_ways_out(case.session.id, actor=case.actor, now=now)
    return tuple(way_shown(case, way, say_way(way, suggested.plan)) for way in suggested.ways)


def way_shown(case: Case, way: WayOut, said: str) -> Way:
    span = way.plan.sessions[0].span
    fields: tuple[tuple[str, str], ...] = (
        ("room_id", str(way.plan.room.id)),
        ("starts_at", span.start.isoformat()),
        ("ends_at", span.end.isoformat()),
        ("sequence", str(case.session.sequence)),
        (KEY, new_key()),
    )
    if way.kind is WayKind.OTHER_TRAINER:
        fields += tuple(("trainer_ids", str(each)) for each in way.plan.sessions[0].trainer_ids)
    return Way(said, f"{case.address}/pindah", fields)


async def _conflict_facts(case: Case) -> ConflictFacts:
    conflict, zone = case.conflict, case.card.zone
    say = await sentences()
    return ConflictFacts(
        id=conflict.id,
        state=conflict.state.value,
        severity=conflict.finding.severity.value,
        title=label(conflict.finding.code),
        text=say(conflict.finding, zone),
        since=say_moment(conflict.since, zone),
        ended=say_moment(conflict.ended_at, zone) if conflict.ended_at else "",
        authority=conflict.authority,
        reason=conflict.reason,
    )


def _session_facts(case: Case, *, now: datetime) -> SessionFacts:
    card = case.card
    return SessionFacts(
        title=card.title,
        when=say_span(case.session.span, card.zone),
        place=say_place(card),
        agency=card.agency_name,
        trainers=", ".join(card.trainer_names),
        headcount=card.headcount,
        decision=case.booking.standing(case.session, now=now).value,
        booking_id=case.booking.id,
    )
