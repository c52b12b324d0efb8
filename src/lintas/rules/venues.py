"""Laws about the place."""

from collections.abc import Iterator

from lintas.domain.plans import Plan, PlannedSession
from lintas.rules.claims import claim_of, list_claimed
from lintas.rules.rule import Clash, Party, Severity, Side, Situation, blocks, blocks_unless, warns
from lintas.rules.siblings import first_met

FULL_HOUSE = 0.9


def list_in_room(plan: Plan) -> list[tuple[int, PlannedSession]]:
    """Sessions that take the room, each with its place in the plan; what is online takes none."""
    return [
        (index, session) for index, session in enumerate(plan.sessions) if session.mode.takes_room
    ]


@blocks
def venue_clash(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """A room hosts one use at a time, with its hall and its parts, set-up, clean-up and gap."""
    in_room = list_in_room(plan)
    held = [session.hold_span(plan.room.turnaround) for _, session in in_room]
    # Most rooms that are asked for are free.
    used = [leaf for leaf in plan.room.leaves if leaf in situation.uses]
    for (index, session), wanted in zip(in_room, held, strict=True) if used else ():
        met = {
            use.session_id: use
            for leaf in used
            for use in situation.meeting(leaf, wanted)
            if use.session_id not in plan.replaces
        }
        for use in met.values():
            label = f"{use.room_name}: {use.agency_name}"
            evidence = {
                "kind": "use",
                "taken": use.meeting,
                "held": use.held,
                "wanted": session.span,
                "room": use.room_name,
                "asked": plan.room.name,
                "agency": use.agency_name,
            }
            yield Clash(index, Party("session", use.session_id, label), evidence)
    for later, earlier in first_met(held).items():
        (second, _), (first, _) = in_room[later], in_room[earlier]
        evidence = {
            "kind": "sibling",
            "taken": plan.sessions[first].span,
            "wanted": plan.sessions[second].span,
            "sibling": first,
        }
        yield Clash(second, Party("room", plan.room.id, plan.room.name), evidence)


@blocks_unless(Side.LENDER)
def venue_closed(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """A room is used only while its venue is open and nothing has closed it."""
    place = Party("room", plan.room.id, plan.room.name)
    # A hall that is closed closes its parts, and a part that is closed closes its hall.
    closures = [
        closure
        for closure in situation.closures
        if closure.venue_id == plan.venue.id
        and (closure.room_id is None or closure.room_id in plan.room.kin)
    ]
    for index, session in list_in_room(plan):
        used = session.span.widened(before=session.setup, after=session.cleanup)
        for closure in closures:
            if closure.span.overlaps(used):
                evidence = {
                    "kind": "closure",
                    "closed": closure.span,
                    "wanted": session.span,
                    "reason": closure.reason,
                    "room": plan.room.name,
                }
                yield Clash(index, Party("closure", closure.id, closure.reason), evidence)
        hours = plan.venue.opening_hours
        if hours and not hours.cover(used, plan.venue.zone):
            day = used.days(plan.venue.zone)[0]
            # Of a morning and an afternoon, the one that was meant.
            opens = min(
                hours.on(day, plan.venue.zone),
                key=lambda opening: not opening.overlaps(used),
                default=None,
            )
            evidence = {
                "kind": "hours",
                "wanted": session.span,
                "opens": opens,
                "day": day,
                "venue": plan.venue.name,
            }
            yield Clash(index, place, evidence)


@warns
def venue_ownership(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """From the day on which a venue is handed over, its new owner decides about it."""
    handovers = [each for each in situation.handovers if each.venue_id == plan.venue.id]
    for index, session in list_in_room(plan) if handovers else ():
        last_day = session.span.days(plan.venue.zone)[-1]
        past = [each for each in handovers if each.day <= last_day]
        latest = max(past, key=lambda each: each.day, default=None)
        # Once the register names the new owner, nothing is open any more.
        if latest and latest.to_agency_id != plan.venue.owner_agency_id:
            evidence = {
                "day": latest.day,
                "to": latest.to_name,
                "document": latest.document,
                "venue": plan.venue.name,
                "wanted": session.span,
            }
            yield Clash(index, Party("handover", latest.id, latest.to_name), evidence)


@blocks_unless(Side.LENDER)
def venue_bumped(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """A slot that a higher claim took back is lent again only to a claim that weighs as much."""
    weighs = claim_of(plan.agency, plan.venue, plan.claim)
    for index, session, slot in list_claimed(plan, situation):
        if slot.level.displaces(weighs):
            evidence = {
                "claimed": slot.span,
                "wanted": session.span,
                "in_favour_of": slot.in_favour_of,
                "authority": slot.authority,
                "room": plan.room.name,
            }
            yield Clash(index, Party("claim", slot.id, slot.in_favour_of), evidence)


@blocks_unless(Side.LENDER)
def capacity(plan: Plan, _: Situation) -> Iterator[Clash]:
    """A room seats everyone who is expected, in the layout that was asked for."""
    if not list_in_room(plan):
        return
    seats = plan.room.capacity(plan.layout)
    place = Party("room", plan.room.id, plan.room.name)
    evidence = {"headcount": plan.headcount, "capacity": seats, "layout": plan.layout}
    if seats is None:
        # Nobody measured it: said, but no number was broken.
        yield Clash(None, place, evidence, Severity.INFORMS)
    elif plan.headcount > seats:
        yield Clash(None, place, evidence)
    elif plan.headcount > FULL_HOUSE * seats:
        yield Clash(None, place, evidence, Severity.WARNS)
