"""People who teach or take part."""

from collections.abc import Sequence
from datetime import UTC, datetime

from lintas.actions.people.change_person import change_person
from lintas.actions.people.facts import PersonChange, PersonFacts
from lintas.actions.people.register_person import register_person
from lintas.actions.people.retire_person import retire_person
from lintas.actions.steps.permitting import allow_for
from lintas.domain.people import Actor, Person
from lintas.rules.access import Subject, Verb, can
from lintas.store.agencies import list_agencies, list_regencies
from lintas.store.people import find_person, list_people
from lintas.store.skills import list_absences, list_qualifications
from lintas.web.forms import Form
from lintas.web.pages.keeping.agencies import list_kept_agencies
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key
from lintas.web.pages.keeping.skills import say_absence, say_skill

MOST = 5000


async def _rows(actor: Actor) -> Sequence[Row]:
    agencies = {each.id: each.short_name or each.name for each in await list_agencies(limit=MOST)}
    return [
        Row(
            each.id,
            each.name,
            ", ".join(
                filter(None, (agencies.get(each.agency_id) if each.agency_id else "", each.phone))
            ),
            each.is_example,
        )
        for each in await list_people(seen_by=actor, limit=MOST)
        if can(actor, Verb.KEEP_PEOPLE, Subject(keeper=each.keeper))
    ]


async def _choices(actor: Actor, _: Form) -> Choices:
    return {
        "agency_id": await list_kept_agencies(actor, Verb.KEEP_PEOPLE),
        "regency": [(each.code, each.name) for each in await list_regencies()],
    }


async def _find(key: str, actor: Actor) -> Kept:
    person_id = read_key(key, "person_id")
    person = await find_person(person_id, seen_by=actor)
    allow_for(actor, Verb.KEEP_PEOPLE, person.keeper, field="person_id", value=person_id)
    values = {
        "name": person.name,
        "agency_id": person.agency_id,
        "phone": person.phone,
        "email": person.email,
        "nib": person.nib,
        "born_on": person.born_on,
        "regency": person.regency,
    }
    skills = await list_qualifications([person.id])
    absences = await list_absences([person.id], since=datetime.now(UTC))
    return Kept(
        person.name,
        values,
        links=[
            (f"/orang/{person.id}/nik", "Catat NIK"),
            (f"/kelola/kompetensi/baru?pada={person.id}", "Catat kompetensi"),
            (f"/kelola/berhalangan/baru?pada={person.id}", "Catat berhalangan"),
            (f"/orang/{person.id}/kalender", "Kalender lain"),
            *_data_of(person, actor),
        ],
        parts=[
            *((f"/kelola/kompetensi/{each.id}", say_skill(each)) for each in skills),
            *((f"/kelola/berhalangan/{each.id}", say_absence(each)) for each in absences),
        ],
        parts_title="Kompetensi dan hari berhalangan",
    )


def _data_of(person: Person, actor: Actor) -> list[tuple[str, str]]:
    if not can(actor, Verb.ERASE_PEOPLE, Subject(keeper=person.keeper)):
        return []
    return [
        (f"/orang/{person.id}/data", "Unduh data pribadi"),
        (f"/orang/{person.id}/hapus-data", "Hapus data pribadi"),
    ]


async def _register(values: Values, actor: Actor, now: datetime) -> str:
    await register_person(PersonFacts(**_typed(values)), actor=actor, now=now)
    return "/kelola/orang"


async def _change(key: str, values: Values, actor: Actor, now: datetime) -> str:
    change = PersonChange(**_typed(values))
    await change_person(read_key(key, "person_id"), change, actor=actor, now=now)
    return "/kelola/orang"


def _typed(values: Values) -> Values:
    return {**values, "regency": values["regency"] or None}


PEOPLE = Noun(
    slug="orang",
    one="orang",
    many="Orang",
    verb=Verb.KEEP_PEOPLE,
    entries=(
        Entry("name", "Nama"),
        Entry("agency_id", "Instansi", Kind.ONE, hint="Peserta umum dikosongkan", required=False),
        Entry("phone", "Nomor HP", Kind.PHONE, hint="Misalnya 0812 3456 7890", required=False),
        Entry("email", "Surel", Kind.EMAIL, required=False),
        Entry(
            "nib", "NIB", hint="13 angka, bila punya usaha", required=False, under="Sebagai peserta"
        ),
        Entry("born_on", "Tanggal lahir", Kind.DAY, required=False),
        Entry("regency", "Kabupaten/kota tempat tinggal", Kind.WORD, required=False),
    ),
    rows=_rows,
    choices=_choices,
    find=_find,
    register=_register,
    change=_change,
    retire=retire_person,
)
