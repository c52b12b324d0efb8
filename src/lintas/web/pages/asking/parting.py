"""A plan parted into two bookings: what the button of that way out carries, and what it means.

Besides the whole plan, which the form keeps, in case somebody was quicker.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from lintas.domain.people import PersonId
from lintas.domain.plans import Ask, Plan, PlannedSession
from lintas.domain.refusal import Fault, Invalid
from lintas.rules.ways_out import WayOut
from lintas.web.forms import Form
from lintas.web.pages.rows import Typed, pack, read_sessions, typed_packed
from lintas.web.places import find_place

_PREFIX = "also."


def parting_fields(way: WayOut, rest: Plan, usual: Collection[PersonId]) -> dict[str, list[str]]:
    """The second part, and which of the sessions are its; of none, it is a group of the people."""
    return {
        f"{_PREFIX}room_id": [str(rest.room.id)],
        f"{_PREFIX}layout": [rest.layout],
        f"{_PREFIX}headcount": [str(rest.headcount)],
        f"{_PREFIX}sessions": [pack(rest.sessions, rest.venue.zone, usual)],
        f"{_PREFIX}taken": [",".join(map(str, way.left_out))],
    }


def parted(typed: Typed) -> tuple[dict[str, list[str]], Form]:
    """What was typed of the whole, and of the second part."""
    whole = {name: values for name, values in typed.items() if not name.startswith(_PREFIX)}
    part = {
        name.removeprefix(_PREFIX): values
        for name, values in typed.items()
        if name.startswith(_PREFIX)
    }
    return whole, Form(part)


async def read_parts(part: Form, whole: Ask) -> Sequence[Ask]:
    """Two requests where the whole is parted, else the whole alone.

    Raises:
        NotFound: no such room.
        Invalid: no button of ours said that.
    """
    if not part.names("room_id"):
        return [whole]
    venue, room = await find_place(part.identifier("room_id"))
    headcount = part.count("headcount", at_least=1)
    taken = _read_taken(part, len(whole.sessions))
    rows = Form(typed_packed(part.value("sessions")))
    sessions = read_sessions(rows, venue.zone, whole.sessions[0])
    part.faults += rows.faults
    part.refuse_faults()
    rest = replace(
        whole,
        room_id=room.id,
        layout=part.value("layout"),
        headcount=headcount,
        sessions=tuple(sessions),
        agreement_id=None,
    )
    if taken:
        return [replace(whole, sessions=_without(whole, taken)), rest]
    return [replace(whole, headcount=whole.headcount - headcount), rest]


def _read_taken(part: Form, count: int) -> frozenset[int]:
    said = [each for each in part.value("taken").split(",") if each]
    taken = frozenset(int(each) for each in said if each.isdecimal() and len(each) < 4)
    if len(taken) != len(said) or any(each >= count for each in taken):
        raise Invalid(faults=(Fault("sessions", part.value("taken"), "known"),))
    return taken


def _without(ask: Ask, taken: Collection[int]) -> tuple[PlannedSession, ...]:
    return tuple(each for index, each in enumerate(ask.sessions) if index not in taken)
