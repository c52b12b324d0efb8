"""One page: what is looked for, and below it what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get

from lintas.actions.slots.find_slots import Offer, Slots, find_slots
from lintas.domain.refusal import Refusal
from lintas.render.slots import say_beyond, say_why
from lintas.render.times import say_span
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import Form
from lintas.web.html import Page, show, show_again
from lintas.web.pages.asking.pages import ADDRESS as ASK
from lintas.web.pages.asking.sheet import find_own_agency, list_choices
from lintas.web.pages.queries import read_query
from lintas.web.pages.shown.clashes import Found, tell_findings
from lintas.web.pages.shown.places import RoomShown, show_room
from lintas.web.pages.slots.sheet import LENGTHS, PATTERNS, ask_fields, blank, read_wish
from lintas.web.regencies import name_regencies

TEMPLATE = "slots/find.html"
ADDRESS = "/cari"
_NOTHING: Mapping[str, Any] = {"slots": None, "offers": (), "misses": ()}


@dataclass(frozen=True, slots=True)
class SlotShown:
    """A plan: `fields` fill in the form that asks for it; a miss has none."""

    room: RoomShown
    times: tuple[str, ...]
    why: tuple[str, ...]
    beyond: tuple[str, ...]
    trainers: str
    found: tuple[Found, ...]
    fields: tuple[tuple[str, str], ...]


@get(ADDRESS)
async def show_slots(request: AnyRequest) -> Page:
    """The form alone until something is looked for."""
    actor, now = asking(request), datetime.now(UTC)
    typed = read_query(request)
    choices = await list_choices(actor)
    if not typed:
        form = blank(now.date())
        own = await find_own_agency(actor, choices["agencies"])
        if own:
            form = form.with_value("agency_id", str(own))
        return await show(
            request, TEMPLATE, form=form, **await _facts(choices), slots=None, offers=(), misses=()
        )
    form = Form(typed)
    wish = read_wish(form)
    try:
        form.refuse_faults()
        slots = await find_slots(wish, actor=actor, now=now)
    except Refusal as refusal:
        facts = await _facts(choices)
        return await show_again(
            request, TEMPLATE, form, refusal, **facts, slots=None, offers=(), misses=()
        )
    return await show(
        request,
        TEMPLATE,
        form=form,
        **await _facts(choices),
        slots=slots,
        offers=[await _shown(each, slots, ask_fields(each.plan)) for each in slots.offers],
        misses=[
            await _shown(replace(each, findings=each.against), slots, {}) for each in slots.misses
        ],
    )


async def _facts(choices: Mapping[str, Sequence[tuple[UUID, str]]]) -> dict[str, Any]:
    return {
        **choices,
        "regencies": list((await name_regencies()).items()),
        "patterns": PATTERNS,
        "lengths": LENGTHS,
        "ask": ASK,
    }


async def _shown(offer: Offer, slots: Slots, fields: Mapping[str, Sequence[str]]) -> SlotShown:
    plan = offer.plan
    return SlotShown(
        room=await show_room(plan.venue, plan.room),
        times=tuple(say_span(each.span, plan.venue.zone) for each in plan.sessions),
        why=say_why(offer),
        beyond=say_beyond(offer),
        trainers=", ".join(each.name for each in slots.list_found(plan)),
        found=await tell_findings(offer.findings, plan.venue.zone),
        fields=tuple((name, value) for name, values in fields.items() for value in values),
    )


SLOTS = (show_slots,)
