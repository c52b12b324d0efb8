"""Steps made up out of what was drawn."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from hypothesis import strategies as st

from tests.actions.world import HOLD, MONDAY, NOW
from tests.proofs.drawing import ANY, LENGTHS, ROOMS, STARTS, meetings
from tests.proofs.looking import PLACES, VENUES
from tests.proofs.oracle import Oracle
from tests.proofs.reckoning import (
    APPROVED,
    CANCELLED,
    DECLINED,
    EXPIRED,
    REQUESTED,
    WITHDRAWN,
    Meeting,
    Request,
    Step,
)
from tests.proofs.stage import QUOTA_HOURS

# The last day on which steps are taken: nothing has begun by then.
LAST_DAY = (MONDAY - NOW.date()).days - 2
MOST_AT_ONCE = 3
KINDS = (
    *("ask", "ask", "ask_skipping", "ask_against", "ask_much", "ask_again", "ask_again"),
    *("decide", "decide", "move", "move", "approve_closed"),
    *("close", "close_upon", "close_otherwise", "lift", "regroup", "approve_closed", "swap"),
    *("bump", "bump", "restore", "restore", "accept", "accept", "join", "join", "leave"),
)
# Done only while nothing else is.
ALONE = (
    *("wait", "wait", "outlive", "restore_late", "approve_closed", "take_turn", "take_turn"),
    *("miss_offer", "tidy", "offer"),
)
# Who of them meets whom.
_KIN = {"hall": "part_a", "part_a": "hall", "part_b": "hall"}


class Making:
    """Each method draws, and yields the steps that come of it.

    What is drawn never depends on how things came out: which of several at once is first may
    differ from one run to the next.
    """

    oracle: Oracle
    count = 0

    def make_up(self, kind: str, data: st.DataObject) -> Iterator[Step]:
        """One step, or none where there is nothing yet that it could be done to."""
        making: Callable[[st.DataObject], Iterator[Step]] = getattr(self, f"_{kind}")
        return making(data)

    def _ask(self, data: st.DataObject) -> Iterator[Step]:
        room = data.draw(ROOMS)
        wanted = data.draw(st.lists(meetings(room), min_size=1, max_size=3))
        name = self._name("request")
        named = (replace(each, label=f"{name}.{number}") for number, each in enumerate(wanted))
        yield "ask", (name, tuple(named))

    def _ask_skipping(self, data: st.DataObject) -> Iterator[Step]:
        """A series, of which some dates may be left out."""
        for _, (name, named) in self._ask(data):
            yield "ask_skipping", (name, named)

    def _ask_against(self, data: st.DataObject) -> Iterator[Step]:
        """For what somebody has, or for its hall, or a part of it."""
        any_request = data.draw(ANY)
        for _, request in self._pick(any_request, REQUESTED, APPROVED):
            name, met = self._name("request"), request.meetings[0]
            room = _KIN.get(met.room, met.room)
            yield "ask", (name, (replace(met, label=f"{name}.0", room=room),))

    def _ask_much(self, data: st.DataObject) -> Iterator[Step]:
        """Two rooms, each for more than half of the hours that are lent."""
        hours = QUOTA_HOURS // 2
        for room in data.draw(st.sampled_from([("open_room", "part_a"), ("part_b", "gap_room")])):
            name, start = self._name("request"), data.draw(STARTS)
            yield "ask", (name, (Meeting(f"{name}.0", room, start, start + 4 * hours + 1),))

    def _ask_again(self, data: st.DataObject) -> Iterator[Step]:
        """For what somebody asked for, and mostly has no longer."""
        any_request = data.draw(ANY)
        for _, request in self._pick(any_request, DECLINED, EXPIRED, WITHDRAWN, CANCELLED):
            name, room = self._name("request"), request.meetings[0].room
            wanted = enumerate(each for each in request.meetings if each.room == room)
            named = (replace(each, label=f"{name}.{number}") for number, each in wanted)
            yield "ask", (name, tuple(named))

    def _decide(self, data: st.DataObject) -> Iterator[Step]:
        verb = data.draw(st.sampled_from(["approve", "approve", "cancel", "decline", "withdraw"]))
        any_request, chosen = data.draw(ANY), data.draw(st.sampled_from([(), (), (0,), (1, 0)]))
        for name, request in self._pick(any_request, REQUESTED):
            labels = [each.label for each in request.meetings]
            # Of no names: all that it can be done to.
            named = frozenset(labels[number] for number in chosen if number < len(labels))
            yield verb, (name, named)

    def _move(self, data: st.DataObject) -> Iterator[Step]:
        any_request, any_meeting = data.draw(ANY), data.draw(ANY)
        new, stays = data.draw(meetings()), data.draw(st.booleans())
        for name, request in self._pick(any_request, REQUESTED, APPROVED):
            old = request.meetings[any_meeting % len(request.meetings)]
            to = replace(new, label=old.label, setup=old.setup, cleanup=old.cleanup)
            yield (
                "move",
                (
                    *(name, old.label),
                    replace(to, room=old.room, trainers=old.trainers) if stays else to,
                ),
            )

    def _swap(self, data: st.DataObject) -> Iterator[Step]:
        drawn = [(data.draw(ANY), data.draw(ANY)) for _ in range(2)]
        picked = [
            (name, request.meetings[any_meeting % len(request.meetings)].label)
            for any_request, any_meeting in drawn
            for name, request in self._pick(any_request, REQUESTED, APPROVED)
        ]
        if len(set(picked)) == len(drawn):
            (one, label), (other, second) = picked
            yield "swap", ((one, other), (label, second))

    def _close(self, data: st.DataObject) -> Iterator[Step]:
        what = data.draw(st.sampled_from([*sorted(PLACES), *VENUES]))
        start = data.draw(STARTS)
        yield "close", (self._name("closure"), what, start, start + data.draw(LENGTHS))

    def _close_upon(self, data: st.DataObject) -> Iterator[Step]:
        """A room in which somebody is going to be."""
        any_request = data.draw(ANY)
        for _, request in self._pick(any_request, REQUESTED):
            met = request.meetings[0]
            yield "close", (self._name("closure"), met.room, met.start, met.end)

    def _close_otherwise(self, data: st.DataObject) -> Iterator[Step]:
        any_closure, start, length = data.draw(ANY), data.draw(STARTS), data.draw(LENGTHS)
        for name in self._pick_closure(any_closure):
            yield "close_otherwise", (name, start, start + length)

    def _lift(self, data: st.DataObject) -> Iterator[Step]:
        any_closure = data.draw(ANY)
        for name in self._pick_closure(any_closure):
            yield "lift", (name,)

    def _regroup(self, data: st.DataObject) -> Iterator[Step]:
        room = data.draw(st.sampled_from(["part_a", "part_a", "part_b", "open_room"]))
        yield "regroup", (room, data.draw(st.sampled_from(["hall", None])))

    def _pick_closure(self, any_closure: int) -> Iterator[str]:
        standing = sorted(self.oracle.closures)
        if standing:
            yield standing[any_closure % len(standing)]

    def _wait(self, data: st.DataObject) -> Iterator[Step]:
        days = data.draw(st.sampled_from([1, HOLD.days, HOLD.days]))
        yield from self._pass(days)

    def _pass(self, days: int) -> Iterator[Step]:
        """While anybody is in line the worker does its work at once, in one order.

        When it comes by is not told: who is served first of those who waited for hours that ran
        out together would be anybody's guess.
        """
        yield "wait", (min(days, LAST_DAY - self.oracle.day),)
        if self.oracle.entries:
            yield from (("offer", ()), ("tidy", ()))

    def _tidy(self, _: st.DataObject) -> Iterator[Step]:
        yield "tidy", ()

    def _offer(self, _: st.DataObject) -> Iterator[Step]:
        yield "offer", ()

    def _bump(self, data: st.DataObject) -> Iterator[Step]:
        any_request, any_meeting, new = data.draw(ANY), data.draw(ANY), data.draw(meetings())
        offer = self._name("instead")
        for name, request in self._pick(any_request, APPROVED):
            old = request.meetings[any_meeting % len(request.meetings)]
            yield "bump", (name, old.label, offer, (new.room, new.start, new.end))

    def _restore(self, data: st.DataObject) -> Iterator[Step]:
        """What was cancelled long ago, or just now."""
        any_request, is_fresh = data.draw(ANY), data.draw(st.booleans())
        chosen = data.draw(st.sampled_from([(), (), (0,), (1, 0)]))
        for name, request in self._pick(any_request, APPROVED if is_fresh else CANCELLED):
            labels = [each.label for each in request.meetings]
            named = frozenset(labels[number] for number in chosen if number < len(labels))
            if is_fresh:
                yield "cancel", (name, named)
            yield "restore", (name, named)

    def _accept(self, data: st.DataObject) -> Iterator[Step]:
        any_offer = data.draw(ANY)
        requests = self.oracle.requests.items()
        # Mostly an offer.
        offers = [name for name, request in requests if request.offer]
        pool = [*4 * offers, *(name for name, _ in requests)]
        if pool:
            yield "accept", (pool[any_offer % len(pool)],)

    def _join(self, data: st.DataObject) -> Iterator[Step]:
        """For what somebody has, or is about to have."""
        any_request, any_meeting = data.draw(ANY), data.draw(ANY)
        for _, request in self._pick(any_request, REQUESTED, APPROVED):
            yield from self._wait_for(request.meetings[any_meeting % len(request.meetings)])

    def _wait_for(self, met: Meeting) -> Iterator[Step]:
        name = self._name("entry")
        wish = replace(met, label=f"{name}.0", trainers=frozenset(), decision=REQUESTED)
        yield from (("tidy", ()), ("join", (name, self.count, wish)))

    def _leave(self, data: st.DataObject) -> Iterator[Step]:
        any_entry, entries = data.draw(ANY), sorted(self.oracle.entries)
        if entries:
            yield "leave", (entries[any_entry % len(entries)],)

    def _pick(self, any_request: int, *decisions: str) -> Iterator[tuple[str, Request]]:
        """Mostly one of which anything is so decided."""
        requests = self.oracle.requests.items()
        pool = [*4 * [each for each in requests if each[1].has(*decisions)], *requests]
        if pool:
            yield pool[any_request % len(pool)]

    def _name(self, kind: str) -> str:
        self.count += 1
        return f"{kind} {self.count}"
