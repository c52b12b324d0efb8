"""Ways to break the kernel, so that proofs can show that they would see it.

Each is put on for a while and taken off again, in this process and this test's own database.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import lintas.rules
from lintas.actions.bookings import approve_booking, ask_for_room
from lintas.actions.bookings.move_session import keeping, moving
from lintas.actions.steps import deciding, judging, serving
from lintas.actions.steps.ruling import Ruling
from lintas.actions.venues import close_room, regroup_room
from lintas.domain.bookings import Decision
from lintas.domain.plans import Plan, PlannedSession
from lintas.domain.quotas import QuotaUse
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Room
from lintas.rules import venues as laws_of_venues
from lintas.store import situations
from lintas.store.bookings.lending import list_quota_uses
from lintas.store.engines import Postgres, current, fetch
from lintas.store.engines.running import running

Patch = pytest.MonkeyPatch

NEVER, ALWAYS = datetime(2001, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)


@contextmanager
def broken(*breaks: Callable[[Patch], None]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for each in breaks:
            each(patch)
        yield


# The walls and locks


async def drop_wall() -> None:
    """The database refuses no overlap any more."""
    if isinstance(current(), Postgres):
        await fetch("ALTER TABLE hold DROP CONSTRAINT hold_no_overlap")
    else:
        await fetch("DROP TRIGGER hold_no_overlap_on_insert")
        await fetch("DROP TRIGGER hold_no_overlap_on_update")


def lock_nothing(patch: Patch) -> None:
    """Transactions begin without waiting for anybody; on SQLite with their first write."""
    engine = current()
    if isinstance(engine, Postgres):
        begin = engine.begin_writing
        patch.setattr(engine, "begin_writing", lambda _: begin(()))
    else:
        _defer(engine, patch)


def _defer(engine: Any, patch: Patch) -> None:
    run = engine._run  # noqa: SLF001 -- what a test breaks has no public name

    async def begin_writing(_: Sequence[int]) -> Any:
        return await engine._enter_reading()  # noqa: SLF001 -- as above

    async def run_and_begin(sql: str, work: Callable[[Any], Any]) -> Any:
        tx = running(engine.current_transaction)
        if tx is not None and not sql.lstrip().startswith("SELECT"):
            await tx.connection.connection.run(_begin)
        return await run(sql, work)

    async def commit(held: Any) -> None:
        await held.connection.run(lambda raw: raw.in_transaction and raw.execute("COMMIT"))

    patch.setattr(engine, "begin_writing", begin_writing)
    patch.setattr(engine, "_run", run_and_begin)
    patch.setattr(engine, "commit", commit)


def _begin(raw: Any) -> None:
    if not raw.in_transaction:
        raw.execute("BEGIN IMMEDIATE")


# The rules and steps


def count_touching_as_overlapping(patch: Patch) -> None:
    patch.setattr(
        TimeSpan,
        "overlaps",
        lambda self, other: self.start <= other.end and other.start <= self.end,
    )


def overlook_the_last_quarter(patch: Patch) -> None:
    quarter = timedelta(minutes=15)
    patch.setattr(
        TimeSpan,
        "overlaps",
        lambda self, other: self.start < other.end - quarter and other.start < self.end - quarter,
    )


def ignore_requests(patch: Patch) -> None:
    """As if every undecided request had run out already."""
    see_uses_at(patch, ALWAYS)


def never_let_requests_run_out(patch: Patch) -> None:
    see_uses_at(patch, NEVER)
    keep_holds_that_ran_out(patch)


def see_uses_at(patch: Patch, moment: datetime) -> None:
    list_uses = situations.list_uses
    patch.setattr(situations, "list_uses", lambda *args, now: list_uses(*args, now=moment))


def keep_holds_that_ran_out(patch: Patch) -> None:
    patch.setattr(judging, "release_run_out", do_nothing)


def move_unjudged(patch: Patch) -> None:
    patch.setattr(moving, "judge_as_it_is", judge_nothing)
    patch.setattr(moving, "judge_now", judge_nothing)


def move_leaving_the_old_hold(patch: Patch) -> None:
    patch.setattr(keeping, "remove_holds", do_nothing)


def move_without_asking_the_manager(patch: Patch) -> None:
    patch.setattr(moving, "rule_on_change", lambda *_: Ruling(Decision.APPROVED))


def serve_the_queue_backwards(patch: Patch) -> None:
    in_order = serving.list_waiting

    async def backwards(*args: Any, **more: Any) -> Any:
        return tuple(reversed(await in_order(*args, **more)))

    patch.setattr(serving, "list_waiting", backwards)


def serve_the_queue_by_the_clock(patch: Patch) -> None:
    """As it was once: a fresh asker may slip in before the next tick."""

    async def serve_nobody(*_: Any, **__: Any) -> int:
        return 0

    patch.setattr(deciding, "serve_queue", serve_nobody)


def approve_unjudged(patch: Patch) -> None:
    patch.setattr(approve_booking, "judge", lambda *_: ())


def cancel_keeping_the_holds(patch: Patch) -> None:
    patch.setattr(deciding, "remove_holds", do_nothing)


def close_without_judging_again(patch: Patch) -> None:
    async def open_no_conflict(*_: Any, **__: Any) -> tuple[()]:
        return ()

    patch.setattr(close_room, "rejudge", open_no_conflict)


def lift_in_words_only(patch: Patch) -> None:
    patch.setattr(close_room, "remove_closure", do_nothing)


def regroup_under_live_holds(patch: Patch) -> None:
    async def see_none(*_: Any, **__: Any) -> int:
        return 0

    patch.setattr(regroup_room, "count_live_holds", see_none)


def forget_siblings(patch: Patch) -> None:
    patch.setattr(laws_of_venues, "first_met", lambda _: {})


def forget_the_gap(patch: Patch) -> None:
    patch.setattr(
        PlannedSession,
        "hold_span",
        lambda self, _: self.span.widened(before=self.setup, after=self.cleanup),
    )


def forget_set_up(patch: Patch) -> None:
    patch.setattr(
        PlannedSession,
        "hold_span",
        lambda self, gap: self.span.widened(before=timedelta(), after=self.cleanup + gap),
    )


def forget_that_halls_have_parts(patch: Patch) -> None:
    patch.setattr(Room, "kin", property(lambda room: (room.id,)))


def forget_trainers(patch: Patch) -> None:
    forget_law(patch, "trainer_clash")


def forget_rooms(patch: Patch) -> None:
    forget_law(patch, "venue_clash")


def forget_quotas(patch: Patch) -> None:
    forget_law(patch, "quota_exceeded")


def read_quotas_before_locking(patch: Patch) -> None:
    """Two who ask at once may both find the same hours left."""
    find, gather = ask_for_room.find_allowed, situations.gather_quota_uses
    read: ContextVar[tuple[QuotaUse, ...]] = ContextVar("read")

    async def find_and_read(*args: Any, now: datetime) -> Plan:
        plan = await find(*args, now=now)
        read.set(await list_quota_uses(plan.crosses or (), now=now))
        return plan

    async def remember(*args: Any, now: datetime) -> tuple[QuotaUse, ...]:
        remembered = read.get(None)
        return await gather(*args, now=now) if remembered is None else remembered

    patch.setattr(ask_for_room, "find_allowed", find_and_read)
    patch.setattr(situations, "gather_quota_uses", remember)


def forget_ways(patch: Patch) -> None:
    forget_law(patch, "trainer_travel")


def close_only_the_meeting_itself(patch: Patch) -> None:
    """A closure that meets the set-up or the clean-up only is overlooked."""

    def bare(plan: Plan) -> Plan:
        sessions = (replace(each, setup=timedelta(), cleanup=timedelta()) for each in plan.sessions)
        return replace(plan, sessions=tuple(sessions))

    [law] = [law for law in lintas.rules.RULES if law.code == "venue_closed"]
    find = law.find
    milder = replace(law, find=lambda plan, situation: find(bare(plan), situation))
    others = tuple(each for each in lintas.rules.RULES if each is not law)
    patch.setattr(lintas.rules, "RULES", (*others, milder))


def forget_law(patch: Patch, code: str) -> None:
    left = tuple(each for each in lintas.rules.RULES if each.code != code)
    patch.setattr(lintas.rules, "RULES", left)


async def judge_nothing(plan: Plan, _: Any, *, now: datetime) -> Any:
    return await situations.gather_situation(plan, now=now), ()


async def do_nothing(*_: Any, **__: Any) -> None:
    pass
