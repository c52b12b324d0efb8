"""Who knows of a change: of one session's last, or of a published version of a schedule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.actions.programs.keeping import find_kept_batch
from lintas.domain.bookings import Session
from lintas.domain.people import Actor, PersonId
from lintas.domain.programs import Batch, Enrolment
from lintas.domain.reach import Part, Reach, Reached, Signs
from lintas.domain.refusal import NotFound
from lintas.domain.schedules import Change, Version, compare
from lintas.rules.access import Subject, Verb, allow
from lintas.rules.reach import judge_knowing
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.sessions import find_session, list_sessions_named
from lintas.store.bookings.teaching import list_answers
from lintas.store.feeds.reach import (
    ATTENDING,
    TEACHING,
    list_confirmations,
    list_inbox_openings,
    list_own_links,
)
from lintas.store.people import list_people_named
from lintas.store.programs.enrolments import list_seated
from lintas.store.schedules import list_versions

MOST_PEOPLE = 5000


@dataclass(frozen=True, slots=True)
class Changed:
    """A change, and from when on its news and its calendars tell it.

    `about` are the ids that messages on it bear; `teachers` are those whom it concerns, by name.
    """

    sessions: tuple[Session, ...]
    at: datetime
    served_since: datetime
    about: frozenset[UUID]
    teachers: Mapping[PersonId, str]
    batch_id: UUID | None


@dataclass(frozen=True, slots=True)
class VersionReach:
    """`changes` are what the version changed; none: it was the first."""

    batch: Batch
    version: Version
    changes: tuple[Change, ...]
    reach: Reach


async def find_session_reach(session_id: UUID, *, actor: Actor) -> tuple[Card, Reach]:
    """Who knows how a session is now.

    Who may: whoever may move it; of participants, those whom the actor may know.

    Raises:
        NotFound, NotAllowed
    """
    card = await find_movable(session_id, actor=actor)
    return card, await measure_reach(changed_session(card), actor=actor)


async def find_movable(session_id: UUID, *, actor: Actor) -> Card:
    """A session for whoever may move it. Raises NotFound, NotAllowed."""
    session = await find_session(session_id, seen_by=actor)
    card = (await list_cards([session]))[0]
    allow(actor, Verb.MOVE, Subject(card.keeper, session.lender_keeper, card.asked_by))
    return card


async def find_version_reach(batch_id: UUID, number: int, *, actor: Actor) -> VersionReach:
    """Who knows what a version of a batch's schedule changed.

    Raises:
        NotAllowed: the actor keeps no programs.
        NotFound: no such batch that the actor keeps, or no such version.
    """
    batch = await find_kept_batch(batch_id, actor)
    versions = {each.number: each for each in await list_versions(batch.id)}
    if number not in versions:
        raise NotFound("number", number)
    version, before = versions[number], versions.get(number - 1)
    changes = compare(before.meetings if before else (), version.meetings)
    changed = await _changed_version(batch, version, changes)
    reach = await measure_reach(changed, actor=actor)
    return VersionReach(batch, version, changes if before else (), reach)


def changed_session(card: Card) -> Changed:
    """A session as it was changed last."""
    session = card.session
    return Changed(
        sessions=(session,),
        at=session.revised_at,
        served_since=session.revised_at,
        about=frozenset({session.id, session.booking_id}),
        teachers=dict(zip(session.trainer_ids, card.trainer_names, strict=True)),
        batch_id=session.batch_id,
    )


async def _changed_version(batch: Batch, version: Version, changes: Iterable[Change]) -> Changed:
    sides = [side for each in changes for side in (each.before, each.after) if side]
    sessions = await list_sessions_named({side.session_id for side in sides})
    revised = max((each.revised_at for each in sessions), default=version.published_at)
    teachers = {
        person: name
        for side in sides
        for person, name in zip(side.trainer_ids, side.trainers, strict=True)
    }
    return Changed(
        sessions=sessions,
        at=version.published_at,
        # Calendars hold a change from when it was made; one made again since hides when that was.
        served_since=min(revised, version.published_at),
        about=frozenset({version.id}),
        teachers=teachers,
        batch_id=batch.id,
    )


async def measure_reach(changed: Changed, *, actor: Actor) -> Reach:
    """For whoever may move or publish it."""
    people = [
        *await _judge_attending(changed, actor),
        *await _judge_teaching(changed, actor),
    ]
    # Who teaches and attends stands in both lists, for two calendars and two answers.
    people.sort(key=lambda each: (bool(each.knowing.levels), each.name, each.part))
    return Reach(changed.at, tuple(people))


async def _judge_attending(changed: Changed, actor: Actor) -> list[Reached]:
    if changed.batch_id is None:
        return []
    enrolments = await list_seated(changed.batch_id, seen_by=actor, limit=MOST_PEOPLE)
    ids = [each.person.id for each in enrolments]
    links = await list_own_links(ids, ATTENDING, since=changed.served_since)
    confirmed = await list_confirmations([each.id for each in changed.sessions])
    inbox = await list_inbox_openings(ids, changed.about, since=changed.at)
    return [
        _reached(
            each.person.id,
            each.person.name,
            each.person.phone,
            Part.ATTENDS,
            Signs(
                tuple(links.get(each.person.id, ())),
                _opened(each, inbox.get(each.person.id)),
                confirmed.get(each.id),
            ),
            changed,
        )
        for each in enrolments
    ]


def _opened(enrolment: Enrolment, inbox: datetime | None) -> datetime | None:
    """The page's last opening, else the message's."""
    return max(filter(None, (enrolment.opened_at, inbox)), default=None)


async def _judge_teaching(changed: Changed, actor: Actor) -> list[Reached]:
    ids = list(changed.teachers)
    phones = {each.id: each.phone for each in await list_people_named(ids, seen_by=actor)}
    links = await list_own_links(ids, TEACHING, since=changed.served_since)
    answers = await list_answers([each.id for each in changed.sessions])
    inbox = await list_inbox_openings(ids, changed.about, since=changed.at)
    return [
        _reached(
            person_id,
            name,
            phones.get(person_id, ""),
            Part.TEACHES,
            Signs(tuple(links.get(person_id, ())), inbox.get(person_id), answers.get(person_id)),
            changed,
        )
        for person_id, name in changed.teachers.items()
    ]


def _reached(
    person_id: PersonId, name: str, phone: str, part: Part, signs: Signs, changed: Changed
) -> Reached:
    knowing = judge_knowing(signs, changed_at=changed.at, served_since=changed.served_since)
    return Reached(person_id, name, phone, part, bool(signs.links), knowing)
