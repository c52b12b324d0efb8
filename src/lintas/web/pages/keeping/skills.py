"""What a trainer can teach, and days on which one is away."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from lintas.actions.people.note_absence import (
    AbsenceChange,
    AbsenceFacts,
    change_absence,
    drop_absence,
    find_kept_absence,
    note_absence,
)
from lintas.actions.people.note_qualification import (
    QualificationChange,
    QualificationFacts,
    change_qualification,
    drop_qualification,
    find_kept_qualification,
    note_qualification,
)
from lintas.actions.people.placing import find_kept_person
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.domain.teaching import Absence, Qualification
from lintas.render.times import say_day, say_days
from lintas.rules.access import Verb
from lintas.store.agencies import find_regency
from lintas.web.forms import Form
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key

_WIB = ZoneInfo("Asia/Jakarta")


def say_skill(skill: Qualification) -> str:
    """Menjahit, Instruktur Muda, sampai 31 Desember 2026."""
    until = f"sampai {say_day(skill.valid_until)}" if skill.valid_until else ""
    return ", ".join(filter(None, (skill.field, skill.level, until)))


def say_absence(absence: Absence) -> str:
    """In whole days, as the form has them."""
    first, last = _days(absence, _WIB)
    return f"Berhalangan {say_days(first, last)}: {absence.reason}"


def _days(absence: Absence, zone: ZoneInfo) -> tuple[date, date]:
    days = absence.span.days(zone)
    return days[0], days[-1]


async def _zone(actor: Actor) -> ZoneInfo:
    """Whole days are those of the actor's own regency."""
    if not actor.home:
        return _WIB
    return ZoneInfo((await find_regency(actor.home)).timezone)


async def _no_rows(_: Actor) -> Sequence[Row]:
    """They are listed on the page of whom they are about."""
    return ()


async def _no_choices(_: Actor, __: Form) -> Choices:
    return {}


async def _start(on: str, actor: Actor) -> Values:
    """Of the person whose key that is."""
    if not on:
        raise NotFound("person_id", "")
    person = await find_kept_person(read_key(on, "person_id"), actor)
    return {"person_id": person.id}


async def _find_skill(key: str, actor: Actor) -> Kept:
    skill = await find_kept_qualification(read_key(key, "qualification_id"), actor)
    person = await find_kept_person(skill.person_id, actor)
    values = {
        "field": skill.field,
        "level": skill.level,
        "certificate": skill.certificate,
        "valid_until": skill.valid_until,
    }
    return Kept(f"{skill.field}: {person.name}", values, links=[_back(person.id)])


async def _register_skill(values: Values, actor: Actor, now: datetime) -> str:
    skill = await note_qualification(QualificationFacts(**values), actor=actor, now=now)
    return f"/kelola/orang/{skill.person_id}"


async def _change_skill(key: str, values: Values, actor: Actor, now: datetime) -> str:
    change = QualificationChange(**values)
    skill_id = read_key(key, "qualification_id")
    skill = await change_qualification(skill_id, change, actor=actor, now=now)
    return f"/kelola/orang/{skill.person_id}"


async def _find_absence(key: str, actor: Actor) -> Kept:
    absence = await find_kept_absence(read_key(key, "absence_id"), actor)
    person = await find_kept_person(absence.person_id, actor)
    first, last = _days(absence, await _zone(actor))
    values = {"starts_on": first, "ends_on": last, "reason": absence.reason}
    return Kept(f"{person.name} berhalangan", values, links=[_back(person.id)])


async def _register_absence(values: Values, actor: Actor, now: datetime) -> str:
    facts = AbsenceFacts(
        values["person_id"], *await _moments(values, actor), reason=values["reason"]
    )
    absence = await note_absence(facts, actor=actor, now=now)
    return f"/kelola/orang/{absence.person_id}"


async def _change_absence(key: str, values: Values, actor: Actor, now: datetime) -> str:
    change = AbsenceChange(*await _moments(values, actor), reason=values["reason"])
    absence_id = read_key(key, "absence_id")
    absence = await change_absence(absence_id, change, actor=actor, now=now)
    return f"/kelola/orang/{absence.person_id}"


async def _moments(values: Values, actor: Actor) -> tuple[datetime, datetime]:
    """From the beginning of the first day to the end of the last."""
    zone = await _zone(actor)
    first = datetime.combine(values["starts_on"], datetime.min.time(), zone)
    last = datetime.combine(values["ends_on"], datetime.min.time(), zone)
    return first, last + timedelta(days=1)


def _back(person_id: object) -> tuple[str, str]:
    return f"/kelola/orang/{person_id}", "Ke orangnya"


SKILLS = Noun(
    slug="kompetensi",
    added="Ditambahkan dari halaman tempat, ruang atau orangnya.",
    one="kompetensi",
    many="Kompetensi pengajar",
    verb=Verb.KEEP_PEOPLE,
    entries=(
        Entry("person_id", "Orang", Kind.HIDDEN, fixed=True),
        Entry("field", "Bidang", hint="Seperti pada program: menjahit, tata boga"),
        Entry("level", "Jenjang", hint="Misalnya Instruktur Muda", required=False),
        Entry("certificate", "Sertifikat", hint="Nomor dan penerbit", required=False),
        Entry("valid_until", "Berlaku sampai", Kind.DAY, required=False),
    ),
    rows=_no_rows,
    choices=_no_choices,
    find=_find_skill,
    start=_start,
    register=_register_skill,
    change=_change_skill,
    retire=drop_qualification,
)

ABSENCES = Noun(
    slug="berhalangan",
    added="Ditambahkan dari halaman tempat, ruang atau orangnya.",
    one="hari berhalangan",
    many="Hari berhalangan",
    verb=Verb.KEEP_PEOPLE,
    entries=(
        Entry("person_id", "Orang", Kind.HIDDEN, fixed=True),
        Entry("starts_on", "Mulai tanggal", Kind.DAY),
        Entry("ends_on", "Sampai tanggal", Kind.DAY),
        Entry("reason", "Alasan", hint="Misalnya cuti, dinas luar"),
    ),
    rows=_no_rows,
    choices=_no_choices,
    find=_find_absence,
    start=_start,
    register=_register_absence,
    change=_change_absence,
    retire=drop_absence,
    fields={"starts_at": "starts_on", "ends_at": "ends_on"},
)
