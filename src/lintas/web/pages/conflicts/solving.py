"""A conflict, solved: by a way out, by cancelling, or by the authority of who lends the room."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.conflicts.override_conflict import override_conflict
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.people import PersonId
from lintas.domain.refusal import Fault, Invalid, NotFound, Refusal
from lintas.domain.venues import RoomId
from lintas.render.findings import label
from lintas.render.ways import say_way
from lintas.store.bookings.conflicts import ConflictState, find_conflict
from lintas.store.bookings.receipts import AnsweredBefore
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.forms import Form, blank_form, read_form
from lintas.web.html import Page, go, show_again
from lintas.web.pages.conflicts.case import Case, find_case
from lintas.web.pages.conflicts.looking import TEMPLATE, WRITTEN, facts_of, way_shown
from lintas.web.pages.once import new_key, read_receipt
from lintas.web.pages.shown.clashes import tell_findings

# What the refusals call them, and what the forms do.
FIELDS = {"reason": "override_reason"}


@post("/bentrok/{conflict_id:uuid}/pindah", status_code=200)
async def take_way(request: AnyRequest, conflict_id: FromPath[UUID]) -> Page:
    """One press: the session moves there, if it is still free; else there are other ways."""
    actor, now = asking(request), datetime.now(UTC)
    case = await find_case(conflict_id, actor=actor, now=now)
    form = await read_form(request)
    try:
        change = _read_change(form, case)
        await move_session(
            case.session.id,
            change,
            actor=actor,
            hold_for=settings_of(request).hold,
            now=now,
            receipt=await read_receipt(request, render=lambda _: case.address),
        )
    except AnsweredBefore:
        return await _go_back(request, case, "moved")
    except Refusal as refusal:
        return await _show_refused(request, case, form, refusal)
    return await _go_back(request, case, "moved")


@post("/bentrok/{conflict_id:uuid}/batal", status_code=200)
async def cancel_session(request: AnyRequest, conflict_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    case = await find_case(conflict_id, actor=actor, now=now)
    form = await read_form(request)
    try:
        reason = form.text("cancel_reason")
        form.refuse_faults()
        await cancel_booking(
            case.booking.id,
            actor=actor,
            now=now,
            session_ids=[case.session.id],
            reason=reason,
            receipt=await read_receipt(request, render=lambda _: case.address),
        )
    except AnsweredBefore:
        return await _go_back(request, case, "cancelled")
    except Refusal as refusal:
        return await _show_refused(request, case, form, refusal)
    return await _go_back(request, case, "cancelled")


@post("/bentrok/{conflict_id:uuid}/kesampingkan", status_code=200)
async def override(request: AnyRequest, conflict_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    case = await find_case(conflict_id, actor=actor, now=now)
    form = await read_form(request)
    try:
        await override_conflict(
            conflict_id,
            actor=actor,
            authority=form.optional_text("authority"),
            reason=form.optional_text("override_reason"),
            now=now,
        )
    except Refusal as refusal:
        return await _show_refused(request, case, form, refusal)
    return go(request, case.address, flash="overridden")


@get("/bentrok/{conflict_id:uuid}/pindah")
async def go_to_conflict(request: AnyRequest, conflict_id: FromPath[UUID]) -> Page:
    """Who loads a refused form's page again comes to the conflict as it is now."""
    return go(request, f"/bentrok/{conflict_id}")


def _read_change(form: Form, case: Case) -> Change:
    """What the button said; people don't type it.

    Raises:
        Invalid: no button of ours did.
    """
    room_id, sequence = form.identifier("room_id"), form.count("sequence")
    trainers = tuple(PersonId(each) for each in form.identifiers("trainer_ids"))
    form.refuse_faults()
    return Change(
        starts_at=_read_moment(form, "starts_at"),
        ends_at=_read_moment(form, "ends_at"),
        room_id=RoomId(room_id),
        trainer_ids=trainers or None,
        sequence=sequence,
        reason=f"Bentrok jadwal: {label(case.conflict.finding.code)}",
    )


def _read_moment(form: Form, name: str) -> datetime:
    """Raises Invalid."""
    try:
        return datetime.fromisoformat(form.value(name))
    except ValueError:
        raise Invalid(faults=(Fault(name, form.value(name), "instant"),)) from None


async def _go_back(request: AnyRequest, case: Case, flash: str) -> Page:
    """To the conflict, which says whether that solved it and who was told."""
    conflict = await find_conflict(case.conflict.id, seen_by=case.actor)
    is_solved = conflict.state is ConflictState.SOLVED
    return go(request, case.address, flash="solved" if is_solved else flash)


async def _show_refused(request: AnyRequest, case: Case, form: Form, refusal: Refusal) -> Page:
    if isinstance(refusal, NotFound):
        raise refusal
    # As it is now: somebody else may have been quicker.
    now = datetime.now(UTC)
    fresh = await find_case(case.conflict.id, actor=case.actor, now=now)
    facts: dict[str, Any] = await facts_of(request, fresh)
    if isinstance(refusal, PlanClashes):
        facts["found"] = await tell_findings(refusal.findings, refusal.plan.venue.zone)
        facts["ways"] = tuple(
            way_shown(fresh, way, say_way(way, refusal.plan)) for way in refusal.ways_out
        )
    written = {name: form.value(name) for name in WRITTEN}
    again = blank_form(**written, key=new_key())
    return await show_again(request, TEMPLATE, again, refusal, fields=FIELDS, **facts)


SOLVING = (take_way, cancel_session, override, go_to_conflict)
