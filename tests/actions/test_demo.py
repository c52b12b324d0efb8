"""The demo: a story that holds together on whatever day it is loaded."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from lintas.actions.accounts.sign_in import sign_in
from lintas.actions.demo.days import is_working, months_after
from lintas.actions.demo.load_demo import Demo, NotEmpty, load_demo
from lintas.actions.demo.story import Story
from lintas.actions.programs.note_opening import note_opening
from lintas.actions.steps.rejudging import rejudge
from lintas.domain.accounts import SHELL
from lintas.domain.people import Role
from lintas.domain.refusal import AlreadyThere
from lintas.domain.timespan import TimeSpan
from lintas.store import engines
from lintas.store.accounts import find_password_hash
from lintas.store.bookings.sessions import list_sessions
from lintas.store.engines import fetch, read_moment
from lintas.store.reference import list_holidays
from lintas.store.reference.recorded_venues import list_recorded_venues
from lintas.store.sharing.catalogue import list_catalogue
from lintas.store.transaction import writing
from lintas.store.venues.places import list_venues
from lintas.store.venues.rooms import list_rooms
from tests.actions.demo_story import (
    CONFLICTS,
    COUNTS,
    DAY,
    FAIR,
    FINDINGS,
    HERE,
    INBOXES,
    MEETING,
    SESSIONS,
    SEWING,
    SEWING_AWAY,
    SKIPPED,
    THERE,
    WIB,
    count,
    dump,
    findings_on,
    list_agreed,
    list_findings,
    list_meetings,
    list_open_conflicts,
    list_skipped,
    skipped_on,
)
from tests.conftest import Database, Templates
from tests.store.rows import add_regency

SERANG, BANDUNG = "36.04", "32.04"
DAYS = st.dates(date(2026, 11, 1), date(2030, 12, 31))
LONGEST = 10.0


async def load(day: date = DAY, at: time = time(9, 30)) -> Demo:
    now = datetime.combine(day, at, WIB).astimezone(UTC)
    return await load_demo(hold_for=timedelta(days=7), now=now)


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "postgres"])
async def loaded(
    request: pytest.FixtureRequest, templates: Templates
) -> AsyncIterator[tuple[Database, Demo]]:
    """Loaded once on each engine, for all tests that change nothing others look at."""
    database = Database(await templates.copy(request.param), request.param)
    async with using(database):
        demo = await load()
    yield database, demo
    await templates.remove(database)


@pytest.fixture
async def demo(loaded: tuple[Database, Demo]) -> AsyncIterator[Demo]:
    database, demo = loaded
    async with using(database):
        yield demo


@asynccontextmanager
async def using(database: Database) -> AsyncIterator[None]:
    engine = engines.open_engine(database.url)
    engines.use(engine)
    try:
        yield
    finally:
        await engines.close(engine)


async def add_account(email: str) -> None:
    async with writing():
        await fetch(
            "INSERT INTO account (id, email, name, phone, password_hash, is_example, created_at)"
            " VALUES ($1, $2, '', '', '', FALSE, $3)",
            SHELL.id,
            email,
            Story(DAY).dawn,
        )


# One day, to the last row


async def test_it_holds_what_the_story_says(demo: Demo) -> None:
    assert {table: await count(table) for table in COUNTS} == COUNTS


async def test_both_sides_find_its_programs_in_the_catalogue(demo: Demo) -> None:
    listed = await list_catalogue(None, limit=10)

    assert sorted(each.category for each in listed) == ["lainnya", "umkm", "umkm"]


async def test_its_meetings_are_those_of_the_story(demo: Demo) -> None:
    meetings = await list_meetings()

    assert [each for each in meetings if each[1] != SEWING] == sorted(SESSIONS)


async def test_basic_sewing_comes_to_240_lessons(demo: Demo) -> None:
    lessons = {"08:00-15:15": 8, "08:00-14:00": 7}
    sewing = [when for _, purpose, _, when in await list_meetings() if purpose.startswith("Menj")]

    assert len(sewing) == 32
    assert (sewing[0], sewing[-1]) == ("2027-01-13 08:00-15:15", "2027-03-16 08:00-15:15")
    assert sum(lessons[when.split()[1]] for when in sewing) == 240


async def test_its_conflicts_came_by_changes_after_booking(demo: Demo) -> None:
    assert await list_open_conflicts() == sorted(CONFLICTS)
    assert await list_agreed() == [(date(2026, 1, 24), date(2027, 1, 24))]


async def test_laws_say_of_it_what_is_written_down_and_nothing_else(demo: Demo) -> None:
    assert await list_findings(Story(DAY).dawn) == sorted(FINDINGS)
    assert await list_skipped() == sorted(SKIPPED)


def test_what_is_written_down_is_what_makes_laws_speak() -> None:
    assert findings_on(DAY) == sorted(FINDINGS)
    assert skipped_on(DAY) == sorted(SKIPPED)


@pytest.mark.parametrize("engine_kind", ["sqlite"])
@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2026, 12, 31), id="the end of a year"),
        pytest.param(date(2027, 1, 1), id="a holiday, on which a year begins"),
        pytest.param(date(2027, 2, 20), id="a Saturday in Ramadan"),
        pytest.param(date(2027, 3, 11), id="in the week of Lebaran"),
        pytest.param(date(2027, 11, 17), id="months that reach beyond the decrees"),
        pytest.param(date(2028, 7, 30), id="a Sunday of a year without decree"),
    ],
)
@pytest.mark.usefixtures("database")
async def test_on_another_day_laws_say_what_makes_them_speak(day: date) -> None:
    await load(day)

    assert await list_findings(Story(day).dawn) == findings_on(day)
    assert await list_skipped() == skipped_on(day)


async def test_its_sewing_batch_borrows_for_an_office_of_serang(demo: Demo) -> None:
    rows = await fetch(
        "SELECT b.purpose, b.borrower, g.regency, g.short_name FROM booking b"
        " JOIN agency g ON g.id = b.agency WHERE b.purpose LIKE 'Menjahit%' ORDER BY 1"
    )

    assert [tuple(row.values()) for row in rows] == [
        (purpose, SERANG, SERANG, "Disnakertrans Kab. Serang") for purpose in (SEWING, SEWING_AWAY)
    ]


async def test_everybody_concerned_was_told_and_nobody_is_mailed(demo: Demo) -> None:
    rows = await fetch(
        "SELECT a.email, m.channel, m.state, count(*) AS n FROM message m"
        " LEFT JOIN account a ON a.id = m.account GROUP BY 1, 2, 3"
    )

    told = {(row["email"], row["channel"], row["state"]): row["n"] for row in rows}
    assert told == {
        (f"{name}@contoh.test", channel, state): number
        for name, number in INBOXES.items()
        for channel, state in (("inapp", "done"), ("email", "cancelled"))
    }


async def test_both_coordinators_hear_that_the_regent_needs_the_hall(demo: Demo) -> None:
    rows = await fetch(
        "SELECT DISTINCT a.email FROM message m JOIN account a ON a.id = m.account"
        " JOIN conflict c ON c.id = m.subject_id JOIN session s ON s.id = c.session"
        " JOIN booking b ON b.id = s.booking WHERE m.kind = 'conflict_opened' AND b.purpose = $1",
        FAIR,
    )

    assert {row["email"].partition("@")[0] for row in rows} == {
        "koordinator.serang",
        "koordinator.bandung",
        "pengelola.serang",
        "pengelola.bandung",
    }


# Places and people


async def test_every_place_on_record_is_there_with_its_evidence(demo: Demo) -> None:
    venues = {venue.name: venue for venue in await list_venues()}

    assert venues.keys() == {record.name for record in list_recorded_venues()}
    assert {venue.is_example for venue in venues.values()} == {True}
    assert all(
        venues[record.name].evidence.startswith(record.evidence)
        and record.evidence.startswith("Sumber: ")
        and "\nStatus: " in record.evidence
        for record in list_recorded_venues()
    )


async def test_who_lends_is_not_where_it_stands(demo: Demo) -> None:
    lent = {
        venue.name: (venue.regency, venue.lender, venue.keeper) for venue in await list_venues()
    }

    assert lent["Aula Tb. Suwandi"] == ("36.73", SERANG, SERANG)
    assert lent["BBPVP Serang"] == ("36.73", None, SERANG)
    assert lent["The Jayakarta Villas Anyer"] == (SERANG, None, SERANG)
    assert lent["UTC Dago Hotel"] == ("32.73", None, SERANG)
    assert lent["Balai desa (Padarincang)"] == (SERANG, SERANG, SERANG)
    assert lent["PLUT KUMKM Kabupaten Bandung"] == (BANDUNG, BANDUNG, BANDUNG)


async def test_no_room_seats_more_than_is_known_of_it(demo: Demo) -> None:
    names = {venue.id: venue.name for venue in await list_venues()}
    seats: dict[str, list[int]] = {}
    for room in await list_rooms():
        if room.capacities and "contoh)" not in room.name:
            seats.setdefault(names[room.venue_id], []).extend(room.capacities.values())

    assert seats == {
        "The Jayakarta Villas Anyer": [50],
        "Swiss-Belinn Modern Cikande": [50],
        "Adem Ayem Anyer": [61],
        "Balai desa (Padarincang)": [20],
        "Gedung Budaya Soreang": [800],
        "Bale Rame (Sabilulungan)": [3000],
        # and the fifth, whose name is an example
        "UPTD BLK Kabupaten Bandung": [16] * 4,
        "UTC Dago Hotel": [20],
    }


async def test_somebody_of_kecamatan_bandung_is_of_kabupaten_serang(demo: Demo) -> None:
    people = await fetch("SELECT name, keeper, is_example FROM person WHERE name LIKE '%Kec. Ban%'")

    assert [(p["name"], p["keeper"], bool(p["is_example"])) for p in people] == [
        ("Peserta Contoh 07 (Kec. Bandung, Kab. Serang)", SERANG, True)
    ]


async def test_who_sews_has_a_seat_or_waits_for_one(demo: Demo) -> None:
    rows = await fetch(
        "SELECT p.name, e.is_reserve FROM enrolment e JOIN person p ON p.id = e.person"
        " WHERE p.name LIKE 'Peserta Menjahit%' ORDER BY 1"
    )

    assert [bool(row["is_reserve"]) for row in rows] == [False] * 16 + [True] * 2


async def test_everybody_in_it_bears_the_word_example(demo: Demo) -> None:
    names = await fetch("SELECT name FROM person UNION ALL SELECT name FROM account")

    assert [row["name"] for row in names if "contoh" not in row["name"].lower()] == []


async def test_its_logins_sign_in_and_only_hashes_are_kept(demo: Demo) -> None:
    roles = [login.account.memberships[0] for login in demo.logins]
    assert [(each.role, each.regency) for each in roles] == [
        (Role.TRAINER, SERANG),
        (Role.VENUE_MANAGER, BANDUNG),
        (Role.VENUE_MANAGER, SERANG),
        (Role.COORDINATOR, SERANG),
        (Role.COORDINATOR, BANDUNG),
        (Role.AGREEMENT_OFFICER, SERANG),
        (Role.AUDITOR, SERANG),
    ]

    for login in demo.logins:
        assert login.account.is_example
        assert (await find_password_hash(login.account.id)).startswith("$argon2id$")
        await sign_in(email=login.account.email, password=login.password, now=Story(DAY).dawn)
    kept = str(await dump())
    assert [login.account.email for login in demo.logins if login.password in kept] == []


async def test_the_personal_link_opens_a_participants_page(demo: Demo) -> None:
    await note_opening(demo.personal_link, now=Story(DAY).dawn)

    assert len(await fetch("SELECT 1 AS one FROM enrolment WHERE opened_at IS NOT NULL")) == 1


# Once, and only where there is nothing else


async def test_loading_twice_changes_nothing(demo: Demo) -> None:
    before = await dump()

    again = await load(DAY + timedelta(days=40))

    assert (again.seeded_on, again.logins, again.personal_link) == (DAY, (), "")
    assert await dump() == before


@pytest.mark.parametrize("at", [time(0), time(8, 59)], ids=["midnight", "before nine"])
async def test_before_nine_it_is_told_of_the_day_before(database: Database, at: time) -> None:
    """What is done at once comes after all of it: no message is of an hour still to come."""
    demo = await load(DAY, at)

    assert demo.seeded_on == DAY - timedelta(days=1)
    (row,) = await fetch("SELECT max(created_at) AS latest FROM message")
    assert read_moment(row["latest"]) < datetime.combine(DAY, at, WIB)


async def test_of_two_who_load_at_once_one_does(database: Database) -> None:
    demos = await asyncio.gather(load(), load())

    assert sorted(len(demo.logins) for demo in demos) == [0, 7]
    assert await count("venue") == COUNTS["venue"]


async def test_it_is_not_loaded_beside_somebody_elses_things(database: Database) -> None:
    await add_regency("36.04")
    before = await dump()

    with pytest.raises(NotEmpty, match="this holds 1 in regency") as refusal:
        await load()

    assert refusal.value.found == {"regency": 1}
    assert await dump() == before


async def test_what_fails_halfway_keeps_nothing(database: Database) -> None:
    await add_account("pemeriksa@contoh.test")
    before = await dump()

    with pytest.raises(AlreadyThere):
        await load()

    assert await dump() == before


async def test_accounts_alone_are_nobodys_things(database: Database) -> None:
    await add_account("op@contoh.test")

    assert len((await load()).logins) == 7


async def test_it_takes_seconds_at_most(database: Database) -> None:
    """One on an idle machine; this one may be busy."""
    async with asyncio.timeout(LONGEST):
        await load()


# Any day


@given(DAYS)
def test_ordinary_meetings_are_on_working_days_in_the_order_of_the_story(day: date) -> None:
    story = Story(day)
    ordinary = (
        *(*story.packaging, story.pending, story.half_approved, story.phoned),
        *(story.beyond_the_agreement, story.online, *story.far_apart, *story.around_prayer),
        *(story.weekly[0], story.weekly[-1], story.closing_of_books),
    )

    for span in ordinary:
        assert [is_working(each) for each in span.days(WIB)] == [True]
        assert story.dawn < span.start
    monday = story.packaging_days[0]
    assert [each - monday for each in story.packaging_days] == [timedelta(days=n) for n in range(3)]
    assert timedelta(days=10) <= monday - day <= timedelta(days=35)
    assert story.regents_event.contains(story.closed_for)


@given(DAYS)
def test_the_agreement_covers_all_that_is_asked_and_not_all_that_is_left(day: date) -> None:
    story = Story(day)
    shared = (*story.packaging, story.pending, story.half_approved, *story.far_apart)
    crossing = [*shared, story.closed_for, *story.sewing_in_the_workshop]

    def lies_before(span: TimeSpan, end: date) -> bool:
        return story.agreed_from <= span.days(WIB)[0] and span.days(WIB)[-1] < end

    assert all(lies_before(each, story.agreed_until) for each in crossing)
    assert lies_before(story.beyond_the_agreement, story.agreed_until)
    assert all(lies_before(each, story.ended_early_on) for each in (*shared, story.closed_for))
    assert not lies_before(story.beyond_the_agreement, story.ended_early_on)


@given(DAYS)
def test_what_is_bound_to_lebaran_stays_there_and_nothing_begun_is_loaded(day: date) -> None:
    story, first = Story(day), Story(DAY)

    for left, whole in (
        (story.sewing_in_the_village, first.sewing_in_the_village),
        (story.sewing_in_the_workshop, first.sewing_in_the_workshop),
    ):
        assert left == tuple(each for each in whole if each.start > story.dawn)


def test_only_the_promised_day_of_leave_is_among_the_days_bound_to_lebaran() -> None:
    story = Story(DAY)
    spans = (*story.sewing_in_the_village, *story.sewing_in_the_workshop)

    days = [day for span in spans for day in span.days(WIB)]
    assert [day for day in days if day in list_holidays()] == [date(2027, 3, 15)]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 24), 2, date(2027, 1, 24)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2027, 1, 31), -10, date(2026, 3, 31)),
        (date(2028, 2, 29), 14, date(2029, 4, 29)),
        (date(2026, 12, 31), -10, date(2026, 2, 28)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


def conflicts_on(day: date) -> list[tuple[str, str, date]]:
    """By the story: four always, and up to three of sewing, as far as it is still to come."""
    story = Story(day)
    always = [
        ("venue_closed", FAIR, story.closed_for.days(WIB)[0]),
        ("agreement_expired", MEETING, story.beyond_the_agreement.days(WIB)[0]),
        ("trainer_travel", HERE, story.far_apart[0].days(WIB)[0]),
        ("trainer_travel", THERE, story.far_apart[1].days(WIB)[0]),
    ]
    sewing = [
        (code, SEWING_AWAY, on)
        for code, on, holds in (
            ("venue_closed", date(2027, 3, 15), True),
            ("agreement_expired", date(2027, 3, 15), story.ended_early_on <= date(2027, 3, 15)),
            ("agreement_expired", date(2027, 3, 16), story.ended_early_on <= date(2027, 3, 16)),
        )
        if holds and day < on
    ]
    return sorted(always + sewing)


# Laws whose day comes: nobody of the story has answered, numbered a letter or filled a class yet.
OF_THE_DAY = {"trainer_unconfirmed", "trainer_no_spt", "min_participants", "program_jp"}


async def list_lasting_conflicts() -> list[Any]:
    return [each for each in await list_open_conflicts() if each[0] not in OF_THE_DAY]


# The agreement ends between the last two days of sewing; the last but one has begun; the next
# Monday is a New Year's Day of which no decree says so yet.
@example(date(2027, 1, 16))
@example(date(2027, 3, 15))
@example(date(2028, 12, 20))
@given(DAYS)
@settings(
    max_examples=3,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_on_any_day_its_open_conflicts_are_those_of_the_story(
    engine_kind: str, templates: Templates, day: date
) -> None:
    database = Database(await templates.copy(engine_kind), engine_kind)
    async with using(database):
        await load(day, time(23))
        assert await list_lasting_conflicts() == conflicts_on(day)

        async with writing():
            everything = await list_sessions(seen_by=SHELL, limit=1000)
            opened = await rejudge(everything, now=Story(day).dawn)
        assert {each.finding.code for each in opened} <= OF_THE_DAY, "nothing else is wrong"
        assert await list_lasting_conflicts() == conflicts_on(day)
    await templates.remove(database)
