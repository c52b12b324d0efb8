"""What the form offers that looks for free slots, and what was typed into it."""

from collections.abc import Mapping
from datetime import UTC, date, timedelta
from uuid import UUID

from lintas.domain.agencies import AgencyId, RegencyCode
from lintas.domain.people import PersonId
from lintas.domain.plans import Plan
from lintas.domain.programs import BatchId
from lintas.domain.refusal import Fault
from lintas.domain.slots import Pattern, SlotWish
from lintas.domain.things import tidy_kind
from lintas.web.forms import Form, blank_form
from lintas.web.pages.asking.sheet import DO, FILL
from lintas.web.pages.once import KEY, new_key
from lintas.web.pages.rows import MOST_ROWS, session_pairs
from lintas.web.pages.shown.tools import PREFIX

PATTERNS = (
    (Pattern.CONSECUTIVE, "Hari berturut-turut"),
    (Pattern.WEEKLY, "Seminggu sekali"),
    (Pattern.ANY, "Hari mana saja"),
)
LENGTHS = tuple((60 * hours, f"{hours} jam") for hours in range(1, 13))
SOON, LATER = timedelta(days=7), timedelta(days=37)


def blank(today: date) -> Form:
    """Three mornings in a row, from next week on."""
    return blank_form(
        **{"from": today + SOON, "until": today + LATER},
        headcount=20,
        sessions=3,
        minutes=240,
        earliest="08:00",
        latest="17:00",
        pattern=Pattern.CONSECUTIVE.value,
    )


def read_wish(form: Form) -> SlotWish:
    """What was typed; faults are noted on the form."""
    until = form.day("until")
    trainer_regency = form.value("trainer_regency")
    agency, batch = _one(form, "agency_id"), _one(form, "batch_id")
    return SlotWish(
        agency_id=AgencyId(agency) if agency else None,
        headcount=form.count("headcount", at_least=1),
        sessions=_count(form, "sessions", at_most=MOST_ROWS),
        minutes=form.count("minutes", at_least=15),
        since=form.day("from"),
        until=until + timedelta(days=1) if until < date.max else until,
        pattern=form.choice("pattern", Pattern) if form.value("pattern") else Pattern.CONSECUTIVE,
        earliest=_clock(form, "earliest", 8 * 60),
        latest=_clock(form, "latest", 17 * 60) or 24 * 60,
        layout=form.optional_text("layout", longest=30),
        equipment=tuple(
            dict.fromkeys(
                tidy_kind(each)
                for each in form.optional_text("equipment", longest=500).split(",")
                if each.strip()
            )
        ),
        trainer_ids=tuple(
            PersonId(each) for each in dict.fromkeys(form.identifiers("trainer_ids"))
        ),
        batch_id=BatchId(batch) if batch else None,
        regency=RegencyCode(form.value("regency")) if form.value("regency") else None,
        days_off=form.is_ticked("holidays"),
        trainer_regency=RegencyCode(trainer_regency) if trainer_regency else None,
        trainer_field=form.optional_text("trainer_field", longest=200),
        trainer_level=form.optional_text("trainer_level", longest=100),
    )


def ask_fields(plan: Plan) -> Mapping[str, list[str]]:
    """The form that asks for it, filled in; nothing is asked for yet.

    Whoever was found to teach need not be among those whom that form offers: rows say who it is.
    """
    named = tuple(each for each in plan.sessions[0].trainer_ids if each in plan.wished.named)
    title = plan.batch.title if plan.batch else ""
    return {
        DO: [FILL],
        KEY: [new_key()],
        "room_id": [str(plan.room.id)],
        "agency_id": [str(plan.agency.id)],
        "purpose": [title or (plan.program.title if plan.program else "")],
        "headcount": [str(plan.headcount)],
        "layout": [plan.layout],
        "batch_id": [str(plan.batch.id) if plan.batch else ""],
        "trainer_ids": [str(each) for each in named],
        **{f"{PREFIX}{each.asset_id}": [str(each.quantity)] for each in plan.sessions[0].assets},
        **session_pairs(plan.sessions, plan.venue.zone, named),
    }


def _one(form: Form, name: str) -> UUID | None:
    return next(iter(form.identifiers(name)), None)


def _count(form: Form, name: str, *, at_most: int) -> int:
    count = form.count(name, at_least=1)
    if count > at_most:
        form.faults.append(Fault(name, count, "at_most", at_most))
    return count


def _clock(form: Form, name: str, usual: int) -> int:
    if not form.value(name):
        return usual
    at = form.moment("from", name, UTC)
    return at.hour * 60 + at.minute
