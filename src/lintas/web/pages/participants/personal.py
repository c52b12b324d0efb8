"""The personal page: no account, no password, always as things are now."""

import re
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import PathParameter

from lintas.actions.programs.acknowledge_session import acknowledge_sessions
from lintas.actions.programs.say_coming import LONGEST_REASON, say_coming
from lintas.domain.attendance import Rsvp
from lintas.domain.people import NotAPhoneNumber, parse_phone
from lintas.domain.programs import Enrolment
from lintas.domain.refusal import Fault, Invalid, NotFound
from lintas.feeds.single import render_single
from lintas.render.messages import whatsapp_link
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.programs.batches import find_any_batch
from lintas.store.programs.enrolments import find_enrolment_by_secret
from lintas.web.asking import AnyRequest, settings_of
from lintas.web.doors import NoSuchPage
from lintas.web.forms import read_form
from lintas.web.html import Page, go
from lintas.web.pages.participants.schedule import list_meetings
from lintas.web.pages.policy import BY_SECRET
from lintas.web.pages.unlisted import UNLISTED, Secret, show_gone, show_personal

# A path parameter is a whole segment, so that the ending is taken off by hand.
_FILE = re.compile(r"([0-9a-f-]{36})\.ics")
# A session, and what was read of it.
_READ = re.compile(r"([0-9a-f-]{36}):([0-9]{1,9})")
_PHONE = re.compile(r"\+?\d[\d .\-]{7,18}\d")
MOST_READ = 400
# The next ones in full, those after them in a line each: a phone loads no more at once.
MOST_SHOWN, MOST_TOLD = 20, 100


@get("/p/{secret:str}", opt=BY_SECRET)
async def show_person(request: AnyRequest, secret: Secret) -> Page:
    try:
        enrolment = await find_enrolment_by_secret(secret)
    except NotFound:
        return await show_gone(request)
    return await _show(request, enrolment, secret)


@post("/p/{secret:str}/baca", opt=BY_SECRET)
async def note_read(request: AnyRequest, secret: Secret) -> Page:
    """Pressed again it changes nothing: what is read stays read."""
    form = await read_form(request)
    sequences = _read_sequences(form.values("sesi"))
    try:
        await acknowledge_sessions(secret, sequences, now=datetime.now(UTC))
    except NotFound as refusal:
        if refusal.faults[0].field == "session_id":
            raise
        return await show_gone(request)
    first = next(iter(sequences), "")
    return go(request, f"/p/{secret}#s-{first}", flash="read")


@post("/p/{secret:str}/hadir", opt=BY_SECRET)
async def note_coming(request: AnyRequest, secret: Secret) -> Page:
    """What was pressed last counts.

    Raises:
        Invalid, NotFound, IllegalState: no button of ours, or too late.
    """
    form = await read_form(request)
    session_id, says = form.identifier("sesi"), form.choice("says", Rsvp)
    reason = form.optional_text("reason", longest=LONGEST_REASON)
    form.refuse_faults()
    try:
        await say_coming(secret, session_id, says, reason, now=datetime.now(UTC))
    except NotFound as refusal:
        if refusal.faults[0].field == "session_id":
            raise
        return await show_gone(request)
    return go(request, f"/p/{secret}#s-{session_id}", flash="rsvp")


@get("/p/{secret:str}/sesi/{file:str}", opt=BY_SECRET)
async def send_session(
    request: AnyRequest, secret: Secret, file: Annotated[str, PathParameter()]
) -> Response[bytes]:
    """One meeting for the phone's own calendar, under the same uid as in a subscription.

    Raises:
        NoSuchPage: the file isn't one of ours.
        NotFound: the link leads to nobody's page, or the session isn't of its batch.
    """
    named = _FILE.fullmatch(file)
    if named is None:
        raise NoSuchPage
    enrolment = await find_enrolment_by_secret(secret)
    session_id = _parse_id(named[1])
    own = [s for s in await list_sessions_named([session_id]) if s.batch_id == enrolment.batch_id]
    if not own or enrolment.reserve_number is not None:
        raise NotFound("session_id", session_id)
    card = (await list_cards(own))[0]
    body = render_single(card, "id", settings_of(request).public_url, page=f"/p/{secret}")
    headers = {**UNLISTED, "Content-Disposition": 'attachment; filename="sesi.ics"'}
    # Litestar adds the character set.
    return Response(body, media_type="text/calendar", headers=headers)


async def _show(request: AnyRequest, enrolment: Enrolment, secret: str) -> Page:
    batch = await find_any_batch(enrolment.batch_id)
    waits = enrolment.reserve_number is not None
    meetings = [] if waits else await list_meetings(enrolment, now=datetime.now(UTC))
    coming = [each for each in meetings if not each.is_over]
    return await show_personal(
        request,
        "participants/page.html",
        secret=secret,
        name=enrolment.person.name,
        batch=batch,
        reserve_number=enrolment.reserve_number,
        first=coming[0] if coming else None,
        later=coming[1 : 1 + MOST_SHOWN],
        rest=coming[1 + MOST_SHOWN : MOST_TOLD],
        past=[each for each in meetings if each.is_over],
        waiting=[each for each in coming[:MOST_TOLD] if not each.read_at],
        chat=_chat_with(batch.contact),
    )


def _read_sequences(sent: list[str]) -> dict[UUID, int]:
    """Raises Invalid, NotFound."""
    found = [_READ.fullmatch(each) for each in sent[:MOST_READ]]
    if not found or not all(found):
        raise Invalid(faults=(Fault("sesi", sent[0] if sent else "", "required"),))
    return {_parse_id(each[1]): int(each[2]) for each in found if each}


def _parse_id(text: str) -> UUID:
    """Raises NotFound."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("session_id", text) from None


def _chat_with(contact: str) -> str:
    """Opens a chat with the first phone number in what the batch says of its contact."""
    for found in _PHONE.finditer(contact):
        try:
            return whatsapp_link(parse_phone(found[0]), "")
        except NotAPhoneNumber:
            continue
    return ""
