"""The catalogue of programs: listed for all, offered, adopted, followed up."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter

from lintas.actions.sharing.adopt_program import Adoption, adopt_program
from lintas.actions.sharing.decline_offer import decline_offer
from lintas.actions.sharing.follow_up import FollowUpFacts, follow_up
from lintas.actions.sharing.offer_program import offer_program
from lintas.actions.sharing.withdraw_offer import withdraw_offer
from lintas.domain.people import Actor
from lintas.domain.programs import Category
from lintas.domain.refusal import Refusal
from lintas.domain.sharing import FollowUp, Offer, OfferState
from lintas.render.times import office_day, say_days
from lintas.rules.access import Subject, Verb, can
from lintas.store.agencies import list_agencies
from lintas.store.sharing.catalogue import Listed, find_listed, list_catalogue
from lintas.store.sharing.follow_ups import list_follow_ups
from lintas.store.sharing.offers import find_offer, list_offers
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import Form, blank_form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.regencies import name_regencies

LIST, ONE, ANSWER = "catalogue/list.html", "catalogue/program.html", "catalogue/answer.html"
GROUPS = {Category.UMKM: "UMKM", Category.INNOVATION: "Inovasi", Category.OTHER: "Lainnya"}
ON_A_PAGE = 30
# A badge's class and word.
STATES = {
    OfferState.OFFERED: ("requested", "Ditawarkan"),
    OfferState.ADOPTED: ("approved", "Diadopsi"),
    OfferState.DECLINED: ("declined", "Ditolak"),
    OfferState.WITHDRAWN: ("withdrawn", "Ditarik"),
}


@dataclass(frozen=True, slots=True)
class OfferShown:
    """`is_mine`: the asker may answer it. `is_ours`: the asker may take it back."""

    offer: Offer
    giver: str
    taker: str
    state: str
    said: str
    is_mine: bool
    is_ours: bool


@dataclass(frozen=True, slots=True)
class FollowUpShown:
    done: FollowUp
    day: str
    regency: str


@get("/katalog")
async def show_catalogue(
    request: AnyRequest,
    group: Annotated[str, QueryParameter(name="kelompok", max_length=20)] = "",
    after: Annotated[UUID | None, QueryParameter(name="sesudah")] = None,
) -> Page:
    actor = asking(request)
    category = Category(group) if group in set(Category) else Category.NONE
    found = await list_catalogue(category or None, after=after, limit=ON_A_PAGE + 1)
    names = await name_regencies()
    waiting = [each for each in await list_offers(seen_by=actor) if _waits(each)]
    return await show(
        request,
        LIST,
        listed=[(each, names.get(each.keeper or "", "")) for each in found[:ON_A_PAGE]],
        groups=[(key.value, said) for key, said in GROUPS.items()],
        group=category.value,
        more=found[ON_A_PAGE - 1].id if len(found) > ON_A_PAGE else None,
        offers=[_offer_shown(each, names, actor) for each in waiting],
    )


@get("/katalog/{program_id:uuid}")
async def show_program(request: AnyRequest, program_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    facts = await _facts(program_id, actor)
    form = _blank(datetime.now(UTC))
    return await show(request, ONE, form=form, **facts)


@post("/katalog/{program_id:uuid}/tawarkan", status_code=200)
async def offer(request: AnyRequest, program_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    to_regency, note = form.text("to_regency"), form.optional_text("offer_note")
    try:
        form.refuse_faults()
        await offer_program(program_id, to_regency, note, actor=actor, now=now)
    except Refusal as refusal:
        return await show_again(request, ONE, form, refusal, **await _facts(program_id, actor))
    return go(request, f"/katalog/{program_id}", flash="offered")


@post("/katalog/{program_id:uuid}/tindak-lanjut", status_code=200)
async def write_follow_up(request: AnyRequest, program_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    facts = FollowUpFacts(
        agency_id=form.identifier("agency_id"),
        day=form.day("day"),
        source=form.optional_text("source"),
        note=form.optional_text("note"),
        result=form.optional_text("result"),
    )
    try:
        form.refuse_faults()
        await follow_up(program_id, facts, actor=actor, now=now)
    except Refusal as refusal:
        return await show_again(request, ONE, form, refusal, **await _facts(program_id, actor))
    return go(request, f"/katalog/{program_id}", flash="followed_up")


@get("/tawaran/{offer_id:uuid}")
async def show_answering(request: AnyRequest, offer_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    form = blank_form(agency_id="", source="", note="", reason="")
    return await show(request, ANSWER, form=form, **await _answer_facts(offer_id, actor))


@post("/tawaran/{offer_id:uuid}/adopsi", status_code=200)
async def adopt(request: AnyRequest, offer_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    adoption = Adoption(
        form.identifier("agency_id"), form.optional_text("source"), form.optional_text("note")
    )
    try:
        form.refuse_faults()
        _, program = await adopt_program(offer_id, adoption, actor=actor, now=now)
    except Refusal as refusal:
        facts = await _answer_facts(offer_id, actor)
        return await show_again(request, ANSWER, form, refusal, **facts)
    return go(request, f"/katalog/{program.id}", flash="adopted")


@post("/tawaran/{offer_id:uuid}/tolak", status_code=200)
async def decline(request: AnyRequest, offer_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    reason = form.text("reason")
    try:
        form.refuse_faults()
        await decline_offer(offer_id, reason, actor=actor, now=now)
    except Refusal as refusal:
        facts = await _answer_facts(offer_id, actor)
        return await show_again(request, ANSWER, form, refusal, **facts)
    return go(request, "/katalog", flash="offer_declined")


@post("/tawaran/{offer_id:uuid}/tarik")
async def withdraw(request: AnyRequest, offer_id: FromPath[UUID]) -> Page:
    taken_back = await withdraw_offer(offer_id, actor=asking(request), now=datetime.now(UTC))
    return go(request, f"/katalog/{taken_back.program_id}", flash="offer_withdrawn")


async def _facts(program_id: UUID, actor: Actor) -> dict[str, Any]:
    listed, names = await find_listed(program_id, seen_by=actor), await name_regencies()
    offers = await list_offers(program_id, seen_by=actor)
    done = await list_follow_ups(program_id, seen_by=actor)
    return {
        "program": listed,
        "regency": names.get(listed.keeper or "", ""),
        "group": GROUPS.get(listed.category, ""),
        "offers": [_offer_shown(each, names, actor) for each in offers],
        "done": [_follow_up_shown(each, names) for each in reversed(done)],
        "others": [(code, name) for code, name in names.items() if code != listed.keeper],
        "agencies": await _agencies(listed),
        "may_offer": can(actor, Verb.SHARE_PROGRAMS, Subject(keeper=listed.keeper)),
        "may_keep": can(actor, Verb.KEEP_PROGRAMS, Subject(keeper=listed.keeper)),
    }


async def _answer_facts(offer_id: UUID, actor: Actor) -> dict[str, Any]:
    names = await name_regencies()
    found = await find_offer(offer_id, seen_by=actor)
    agencies = await list_agencies(regency=found.to_regency, limit=500)
    return {
        "shown": _offer_shown(found, names, actor),
        "agencies": [(each.id, each.name) for each in agencies],
    }


async def _agencies(listed: Listed) -> list[tuple[UUID, str]]:
    if listed.keeper is None:
        return []
    return [(each.id, each.name) for each in await list_agencies(regency=listed.keeper, limit=500)]


def _waits(each: Offer) -> bool:
    return each.state is OfferState.OFFERED


def _offer_shown(each: Offer, names: dict[str, str], actor: Actor) -> OfferShown:
    state, said = STATES[each.state]
    return OfferShown(
        offer=each,
        giver=names.get(each.from_regency, each.from_regency),
        taker=names.get(each.to_regency, each.to_regency),
        state=state,
        said=said,
        is_mine=_waits(each) and can(actor, Verb.SHARE_PROGRAMS, Subject(keeper=each.to_regency)),
        is_ours=_waits(each) and can(actor, Verb.SHARE_PROGRAMS, Subject(keeper=each.from_regency)),
    )


def _follow_up_shown(each: FollowUp, names: dict[str, str]) -> FollowUpShown:
    return FollowUpShown(each, say_days(each.day, each.day), names.get(each.keeper or "", ""))


def _blank(now: datetime) -> Form:
    return blank_form(
        to_regency="",
        offer_note="",
        note="",
        agency_id="",
        day=office_day(now).isoformat(),
        source="",
        result="",
    )


CATALOGUE = (
    show_catalogue,
    show_program,
    offer,
    write_follow_up,
    show_answering,
    adopt,
    decline,
    withdraw,
)
