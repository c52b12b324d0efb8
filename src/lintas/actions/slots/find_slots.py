"""Somebody looks for a room and days for a whole batch, and hears what stands against the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lintas.actions.slots.asked import Asked, look_up
from lintas.actions.slots.board import Board
from lintas.actions.slots.days import around
from lintas.actions.slots.missing import list_beyond, list_fitting, list_short
from lintas.actions.slots.scopes import OF_THE_SEARCH
from lintas.actions.slots.teaching import Free, Teachers, list_teachers
from lintas.domain.people import Actor, Person
from lintas.domain.plans import Plan
from lintas.domain.slots import Beyond, SlotWish
from lintas.domain.timespan import TimeSpan
from lintas.rules import Finding, Severity, judge
from lintas.store.agreements import list_agreements_between
from lintas.store.availability.following import Availability, follow
from lintas.store.availability.starts import read_starts
from lintas.store.outside_calendars.busy import list_busy_in_rooms
from lintas.store.situations import gather_for
from lintas.store.skills import list_absences

# Plans judged for one search, and rooms of which it is told what stood against them.
MOST_JUDGED = 240
MOST_MISSES = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan that nothing blocked when it was judged; `findings` may ask for reasons.

    Of one that only came near, `against` are the laws that refused it, and `beyond` is what was
    not looked for.
    """

    plan: Plan
    findings: tuple[Finding, ...]
    kilometres: float | None = None
    beyond: tuple[Beyond, ...] = ()

    @property
    def against(self) -> tuple[Finding, ...]:
        """What blocks it; where an agreement made that milder, what the search wants anyhow."""
        blocking = tuple(each for each in self.findings if each.severity is Severity.BLOCKS)
        if blocking or self.beyond:
            return blocking
        return tuple(
            each
            for each in self.findings
            if each.code in OF_THE_SEARCH and each.severity is not Severity.INFORMS
        )

    @property
    def warnings(self) -> int:
        return sum(finding.severity is Severity.WARNS for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Slots:
    """Offers, best first, and plans that came near with the laws that refused them.

    `teachers` could teach it, where somebody was looked for.
    Every room and day of `rooms` and `days` was looked at; `is_exhaustive` says that nothing was
    given up that a judge might have accepted, once offers are fewer than were asked for.
    """

    offers: tuple[Offer, ...]
    misses: tuple[Offer, ...]
    rooms: int
    days: int
    judged: int
    is_exhaustive: bool
    teachers: tuple[Person, ...] = ()

    def list_found(self, plan: Plan) -> tuple[Person, ...]:
        """Who teaches some of a plan and was found for it, by name."""
        taught = {trainer for each in plan.sessions for trainer in each.trainer_ids}
        return tuple(each for each in self.teachers if each.id in taught)


async def find_slots(wish: SlotWish, *, actor: Actor, now: datetime) -> Slots:
    """Look at every fitting room and every day; what is offered was judged, and is again if taken.

    Raises:
        NotAWish: a value that can't be meant.
        NotFound: an id that is unknown, or that the actor may not use so.
    """
    wish.check(now=now)
    asked = await look_up(wish, actor=actor)
    teachers = await list_teachers(asked, asked.trainer, actor=actor) if asked.trainer else None
    known = await follow(now=now)
    asker = asked.agency.keeper
    fitting = list_fitting(wish, known.places, asker)
    board = await _set_up(asked, fitting, known, teachers, now=now)
    offers, misses, judged = await _judge_best(board, asked, now=now)
    if len(misses) < MOST_MISSES:
        plans = list(board.misses(MOST_MISSES - len(misses)))
        left = MOST_MISSES - len(misses) - len(plans)
        if not offers and left:
            short = list_short(wish, known.places, asker, most=left)
            plans += (await _set_up(asked, short, known, teachers, now=now)).any_plans()
        misses += await _judge_misses(plans, wish, now=now)
    offers.sort(key=lambda offer: offer.warnings)
    return Slots(
        offers=tuple(offers),
        misses=tuple(misses[:MOST_MISSES]),
        rooms=len(fitting),
        days=wish.days,
        judged=judged,
        is_exhaustive=board.is_exhaustive and (teachers is None or teachers.is_all),
        teachers=teachers.people if teachers else (),
    )


async def _set_up(
    asked: Asked,
    numbers: Sequence[int],
    known: Availability,
    teachers: Teachers | None,
    *,
    now: datetime,
) -> Board:
    places = [known.places.rooms[number] for number in numbers]
    starts = read_starts(
        known,
        places,
        asked.wish,
        now=now,
        away=await _list_away(asked),
        outside=await list_busy_in_rooms(around(asked.wish)),
    )
    free = Free(teachers, known, asked.wish) if teachers else None
    board = Board(asked, known.places, numbers, starts, free)
    borrower = asked.agency.regency
    lenders = {venue.lender for venue, _ in places} - {None, borrower}
    if borrower and lenders:
        board.keep_to(await list_agreements_between([borrower]))
    board.rank()
    return board


async def _list_away(asked: Asked) -> list[TimeSpan]:
    """When somebody of the trainers is away."""
    wish = asked.wish
    if not wish.trainer_ids:
        return []
    window = around(wish)
    absences = await list_absences(wish.trainer_ids, since=window.start, until=window.end)
    return [absence.span for absence in absences]


async def _judge_best(
    board: Board, asked: Asked, *, now: datetime
) -> tuple[list[Offer], list[Offer], int]:
    """Judge the best, then the next best, until there are as many as were asked for."""
    offers: list[Offer] = []
    misses: dict[object, Offer] = {}
    judged = 0
    while len(offers) < asked.wish.limit:
        taken = board.take(asked.wish.limit - len(offers))
        if not taken:
            break
        if judged >= MOST_JUDGED:
            board.is_exhaustive = False
            break
        situation = await gather_for([plan for _, plan in taken], now=now)
        judged += len(taken)
        for number, plan in taken:
            findings = judge(plan, situation)
            blocking = [each for each in findings if each.severity is Severity.BLOCKS]
            found = Offer(plan, findings, board.distance(plan))
            if blocking:
                misses.setdefault(plan.room.id, found)
                board.strike(number, blocking)
            else:
                offers.append(found)
    offered = {offer.plan.room.id for offer in offers}
    return offers, [miss for room, miss in misses.items() if room not in offered], judged


async def _judge_misses(plans: Sequence[Plan], wish: SlotWish, *, now: datetime) -> list[Offer]:
    if not plans:
        return []
    situation = await gather_for(plans, now=now)
    judged = [
        Offer(plan, judge(plan, situation), beyond=tuple(list_beyond(plan, wish, now=now)))
        for plan in plans
    ]
    return [offer for offer in judged if offer.against or offer.beyond]
