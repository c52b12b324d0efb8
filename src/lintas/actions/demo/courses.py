"""Who teaches, what is taught, and who takes part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from lintas.actions.demo.morning import Morning
from lintas.actions.demo.offices import Cast
from lintas.actions.demo.tools import SEALER, SEWING_MACHINE
from lintas.actions.people.facts import PersonFacts
from lintas.actions.people.note_qualification import QualificationFacts, note_qualification
from lintas.actions.people.register_person import register_person
from lintas.actions.programs.enrol_person import enrol_person
from lintas.actions.programs.facts import BatchFacts, ProgramFacts
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.domain.agencies import Agency
from lintas.domain.people import Actor, Person
from lintas.domain.programs import Batch, Category
from lintas.store.accounts import save_account
from lintas.store.people import save_person
from lintas.store.programs.templates import save_program

PACKAGING, SEWING = "Kemasan", "Menjahit"
UMKM, LABOUR = "Diskoumperindag Kab. Serang", "Disnakertrans Kab. Serang"

# Of Kabupaten Serang: Kecamatan Bandung, too.
_DISTRICTS = (
    "Baros",
    "Ciruas",
    "Kramatwatu",
    "Pontang",
    "Tirtayasa",
    "Padarincang",
    "Bandung",
    "Anyar",
    "Cinangka",
    "Kopo",
    "Baros",
    "Ciruas",
)
_UMKM_PEOPLE = tuple(
    f"Peserta Contoh {index:02} (Kec. {district}, Kab. Serang)"
    for index, district in enumerate(_DISTRICTS, start=1)
)
# Two more than there are seats.
_SEWERS = tuple(f"Peserta Menjahit {index:02} (contoh)" for index in range(1, 19))
# As far as we know nobody's: no operator's numbers begin so.
_PHONES = "0840 0000"


@dataclass(frozen=True, slots=True)
class Courses:
    """`personal_link` is the secret of one participant's page."""

    teacher: Person
    instructor: Person
    speaker: Person
    packaging: Batch
    sewing: Batch
    marketing: Batch
    personal_link: str


async def settle_courses(cast: Cast, agencies: Mapping[str, Agency], morning: Morning) -> Courses:
    actor = cast.serang.account.acting()
    umkm, labour = agencies[UMKM].id, agencies[LABOUR].id
    teacher = await _register("Pengajar A (contoh)", umkm, "0101", actor, morning)
    instructor = await _register("Instruktur B (contoh)", labour, "0102", actor, morning)
    speaker = await _register("Narasumber C (contoh)", umkm, "0103", actor, morning)
    # Of the speaker nobody has noted anything.
    for person, field in ((teacher, PACKAGING), (instructor, SEWING)):
        facts = QualificationFacts(person.id, field, certificate="Sertifikat contoh")
        await note_qualification(facts, actor=actor, now=morning.now)
    packaging = await _add_batch(
        ProgramFacts(
            agency_id=umkm,
            title="Pelatihan Kemasan Produk UMKM",
            field=PACKAGING,
            jp_total=24,
            max_participants=50,
            equipment={SEALER: 10},
            category=Category.UMKM,
        ),
        number=2,
        bring="KTP, NIB, dan contoh produk sendiri",
        actor=actor,
        morning=morning,
    )
    sewing = await _add_batch(
        ProgramFacts(
            agency_id=labour,
            title="Menjahit Dasar",
            field=SEWING,
            jp_total=240,
            min_participants=16,
            max_participants=16,
            equipment={SEWING_MACHINE: 1},
            category=Category.OTHER,
        ),
        number=1,
        bring="KTP dan alat tulis",
        actor=actor,
        morning=morning,
    )
    marketing = await _add_batch(
        ProgramFacts(
            agency_id=umkm,
            title="Pemasaran Digital UMKM",
            field="Pemasaran",
            min_participants=10,
            max_participants=30,
            category=Category.UMKM,
        ),
        number=1,
        bring="Ponsel dan contoh produk",
        actor=actor,
        morning=morning,
    )
    people = await _register_people(_UMKM_PEOPLE, "00", actor, morning)
    link = await _enrol(people, packaging, actor, morning)
    await _enrol(people[:3], marketing, actor, morning)
    await _enrol(await _register_people(_SEWERS, "02", actor, morning), sewing, actor, morning)
    return Courses(teacher, instructor, speaker, packaging, sewing, marketing, link)


async def join_teacher(cast: Cast, teacher: Person) -> Cast:
    """The teacher's account is that person's."""
    account = replace(cast.teacher.account, person_id=teacher.id)
    await save_account(account)
    return replace(cast, teacher=replace(cast.teacher, account=account))


async def _register(
    name: str, agency_id: UUID | None, number: str, actor: Actor, morning: Morning
) -> Person:
    facts = PersonFacts(name, agency_id, phone=f"{_PHONES} {number}")
    registered = await register_person(facts, actor=actor, now=morning.now)
    person = replace(registered, is_example=True)
    await save_person(person)
    return person


async def _add_batch(
    facts: ProgramFacts, *, number: int, bring: str, actor: Actor, morning: Morning
) -> Batch:
    program = await register_program(facts, actor=actor, now=morning.now)
    await save_program(replace(program, is_example=True))
    contact = f"Koordinator Serang (contoh), {_PHONES} 0100"
    about = BatchFacts(program.id, number, bring=bring, contact=contact)
    return await register_batch(about, actor=actor, now=morning.now)


async def _register_people(
    names: Sequence[str], series: str, actor: Actor, morning: Morning
) -> Sequence[Person]:
    """`series` begins their phone numbers, so that nobody's is another's."""
    return [
        await _register(name, None, f"{series}{index:02}", actor, morning)
        for index, name in enumerate(names, start=1)
    ]


async def _enrol(people: Sequence[Person], batch: Batch, actor: Actor, morning: Morning) -> str:
    """The secret of the last one's page.

    One by one, since people are listed as they came in.
    """
    secret = ""
    for person in people:
        enrolled = await enrol_person(batch.id, person.id, actor=actor, now=morning.now)
        secret = enrolled.secret
    return secret
