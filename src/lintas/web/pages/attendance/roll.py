"""An attendance list as a form: everybody present unless something else was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.actions.programs.keep_attendance import AttendanceList
from lintas.domain.attendance import Mark, RollEntry, Rsvp, has_roll
from lintas.domain.bookings import SessionState
from lintas.domain.programs import EnrolmentId
from lintas.domain.refusal import Fault
from lintas.render.times import say_span
from lintas.store.bookings.cards import list_cards
from lintas.web.forms import Form
from lintas.web.pages.shown.cards import say_place

FIELD = "hadir-"
# What fits a page that phones load; whoever is on another page keeps the mark.
ON_A_PAGE = 80
MARKS: Mapping[Mark, str] = {
    Mark.PRESENT: "Hadir",
    Mark.EXCUSED: "Izin",
    Mark.ABSENT: "Tidak hadir",
}


@dataclass(frozen=True, slots=True)
class RollLine:
    """`mark` is what is ticked: as kept, else as somebody said beforehand, else present."""

    id: UUID
    name: str
    said: str
    mark: str


async def roll_facts(kept: AttendanceList, *, page: int, now: datetime) -> Mapping[str, Any]:
    """`page` counts from 1."""
    (card,) = await list_cards([kept.session])
    start = (page - 1) * ON_A_PAGE
    marked = [each.mark for each in kept.roll if each.mark]
    return {
        "title": card.title,
        "when": say_span(kept.session.span, card.zone),
        "place": say_place(card),
        "lines": [_line(each) for each in kept.roll[start : start + ON_A_PAGE]],
        "people": len(kept.roll),
        "next": page + 1 if len(kept.roll) > start + ON_A_PAGE else 0,
        "page": page,
        "marks": [(mark.value, said) for mark, said in MARKS.items()],
        "is_held": kept.session.state is SessionState.HELD,
        "counts": [(MARKS[mark], marked.count(mark)) for mark in MARKS],
        "is_open": has_roll(kept.session, now=now),
    }


def read_marks(form: Form) -> Mapping[EnrolmentId, Mark]:
    """Raises Invalid: what no list of ours sends."""
    marks = {}
    for name in form.names(FIELD):
        enrolment_id = EnrolmentId(form.identifier_in(name, FIELD))
        if form.value(name) in set(Mark):
            marks[enrolment_id] = Mark(form.value(name))
        else:
            form.faults.append(Fault(name, form.value(name), "one_of", ", ".join(Mark)))
    form.refuse_faults()
    return marks


def _line(entry: RollEntry) -> RollLine:
    prevented = entry.rsvp is Rsvp.PREVENTED
    guess = Mark.EXCUSED if prevented else Mark.PRESENT
    said = ""
    if entry.rsvp:
        said = "Menyatakan berhalangan" if prevented else "Menyatakan akan hadir"
    reason = f": {entry.rsvp_reason}" if entry.rsvp_reason else ""
    return RollLine(entry.enrolment_id, entry.name, said + reason, (entry.mark or guess).value)
