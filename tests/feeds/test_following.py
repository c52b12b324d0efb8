"""Whoever follows a calendar ends up with the truth, whatever happened and whenever they asked."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.decline_booking import decline_booking
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.bookings import Session
from lintas.domain.feeds import FeedScope
from lintas.domain.refusal import IllegalState
from lintas.domain.timespan import TimeSpan
from lintas.store.engines import fetch
from tests.actions.world import BANDUNG_MANAGER, NOW, hours
from tests.feeds.asker import Subscriber
from tests.feeds.course import Course
from tests.feeds.reading import Seen, list_all_sessions, seen_in, seen_of


class Client:
    """Looks at an event again only when SEQUENCE or LAST-MODIFIED grew, and asks by its tag."""

    def __init__(self, subscriber: Subscriber, path: str) -> None:
        self._subscriber, self._path = subscriber, path
        self._tag = '""'
        self._known: dict[str, Seen] = {}

    async def refresh(self) -> None:
        reply = await self._subscriber.ask(self._path, if_none_match=self._tag)
        if reply.status == 304:
            return
        self._tag = reply.headers["etag"]
        shown = {event.uid: event for event in seen_in(reply.body)}
        self._known = {uid: self._newer(event) for uid, event in shown.items()}

    def _newer(self, event: Seen) -> Seen:
        known = self._known.get(event.uid)
        if known and (event.sequence, event.modified) <= (known.sequence, known.modified):
            return known
        return event

    @property
    def knows(self) -> list[Seen]:
        return sorted(self._known.values())


class Story:
    """What people do to the sessions of one batch, and who follows it.

    Some ask after every step; some only now and then, and miss what came between.
    """

    def __init__(self, course: Course, attending: str, keeping: str) -> None:
        self._course = course
        self._eager = (Client(Subscriber(), attending), Client(Subscriber(), keeping))
        self._lazy = (Client(Subscriber(), attending), Client(Subscriber(), keeping))

    @classmethod
    async def begin(cls, course: Course) -> "Story":
        for table in ("hold", "conflict", "session_trainer", "session", "booking", "message"):
            await fetch(f"DELETE FROM {table}")  # noqa: S608 -- our own names
        return cls(course, await course.open(FeedScope.PERSON), await course.open(FeedScope.ROOM))

    async def take(self, step: tuple[Any, ...], now: datetime) -> None:
        verb, *args = step
        with suppress(PlanClashes, IllegalState):
            await getattr(self, f"_{verb}")(*args, now)

    async def check(self) -> None:
        await self._compare(self._eager)

    async def check_at_last(self) -> None:
        await self._compare(self._lazy)

    async def _compare(self, clients: tuple[Client, Client]) -> None:
        sessions = await list_all_sessions()
        here = [each for each in sessions if each.room_id == self._course.world.open_room]
        for client in clients:
            await client.refresh()
        assert [client.knows for client in clients] == [seen_of(sessions), seen_of(here)]

    async def _ask(self, during: TimeSpan, room: str, _now: datetime) -> None:
        await self._course.ask(during, room=getattr(self._course.world, room))

    async def _move(self, which: int, during: TimeSpan, room: str, now: datetime) -> None:
        change = {"starts_at": during.start, "ends_at": during.end}
        there = getattr(self._course.world, room)
        for session in await self._pick(which):
            await self._course.move(session, now, **change, room_id=there)

    async def _rename(self, which: int, title: str, now: datetime) -> None:
        for session in await self._pick(which):
            await self._course.move(session, now, title=title)

    async def _cancel(self, which: int, now: datetime) -> None:
        for session in await self._pick(which):
            await self._course.cancel(session, now)

    async def _approve(self, which: int, now: datetime) -> None:
        for session in await self._pick(which):
            await approve_booking(session.booking_id, actor=BANDUNG_MANAGER, now=now)

    async def _decline(self, which: int, now: datetime) -> None:
        for session in await self._pick(which):
            await decline_booking(
                session.booking_id, actor=BANDUNG_MANAGER, reason="Dipakai", now=now
            )

    async def _refresh(self, _now: datetime) -> None:
        for client in self._lazy:
            await client.refresh()

    async def _pick(self, which: int) -> list[Session]:
        sessions = await list_all_sessions()
        return [sessions[which % len(sessions)]] if sessions else []


SLOT = st.sampled_from([hours(8, 10), hours(10, 12), hours(13, 15)])
ROOM = st.sampled_from(["open_room", "decided_room"])
WHICH = st.integers(0, 5)
STEP = st.one_of(
    st.tuples(st.just("ask"), SLOT, ROOM),
    st.tuples(st.just("move"), WHICH, SLOT, ROOM),
    st.tuples(st.just("rename"), WHICH, st.sampled_from(["Hari 1", "Hari 2"])),
    st.tuples(st.just("cancel"), WHICH),
    st.tuples(st.just("approve"), WHICH),
    st.tuples(st.just("decline"), WHICH),
    st.just(("refresh",)),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEP, min_size=3, max_size=15), seconds=st.integers(0, 1))
async def test_whoever_trusts_sequences_alone_ends_in_the_true_state(
    course: Course, steps: list[Any], seconds: int
) -> None:
    """With `seconds` 0 everything happens within one second."""
    story = await Story.begin(course)
    for n, step in enumerate(steps):
        await story.take(step, now=NOW + timedelta(seconds=n * seconds))
        await story.check()

    await story.check_at_last()
