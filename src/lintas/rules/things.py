"""Laws about tools: whether they are there, enough of them, and not somewhere else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from lintas.domain.plans import Plan, PlannedSession
from lintas.domain.things import AssetNeed, AssetUse
from lintas.domain.timespan import TimeSpan
from lintas.domain.travel import Place, Travel, guess_unknown, place_at
from lintas.rules.rule import Clash, Party, Severity, Side, Situation, blocks, blocks_unless, warns
from lintas.rules.travel import way_between

# An asset needs no rest as a room does.
_NO_GAP = timedelta()
THEORY = "theory"


@blocks_unless(Side.ASKER)
def equip_missing(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """What a program needs stands in its room, or is taken along."""
    place = Party("room", plan.room.id, plan.room.name)
    is_unknown = plan.room.equipment is None
    for kind in dict.fromkeys((*_needed(plan), *plan.wished.equipment)):
        # Of a room in which nobody noted anything, nobody can say that something is missing; but
        # whoever looks for a tool looks for a room that has it.
        is_wished = kind in plan.wished.equipment
        severity = Severity.INFORMS if is_unknown and not is_wished else None
        evidence = {"kind": kind, "wished": True, "noted": not is_unknown}
        evidence = evidence if is_wished else {"kind": kind}
        lacking = [
            index
            for index in _working(plan)
            if not _available(kind, plan.sessions[index], plan, situation)
        ]
        for index in _together(lacking, plan):
            yield Clash(index, place, evidence, severity)


@blocks
def equip_clash(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """At every moment there are as many of an asset as are taken, and it is where it is used."""
    for index, session in enumerate(plan.sessions):
        for need in session.assets:
            asset = situation.assets.get(need.asset_id)
            if asset is None:
                continue
            party = Party("asset", asset.id, asset.name)
            facts = {"needed": need.quantity, "total": asset.quantity, "wanted": session.span}
            if not asset.serves(plan.venue.id):
                yield Clash(index, party, {"kind": "away", "venue": plan.venue.name, **facts})
            yield from _too_few(index, need, facts, plan, situation)


@warns
def equip_ratio(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """Of each machine there are as many as the program wants for so many people."""
    place = Party("room", plan.room.id, plan.room.name)
    severity = Severity.INFORMS if plan.room.equipment is None else None
    for kind, persons in _needed(plan).items():
        wanted = -(-plan.headcount // persons)
        there = {
            index: _available(kind, plan.sessions[index], plan, situation)
            for index in _working(plan)
        }
        few = [index for index, number in there.items() if 0 < number < wanted]
        for index in _together(few, plan):
            evidence = {
                "kind": kind,
                "available": min(there[each] for each in few),
                "needed": wanted,
                "persons": persons,
                "headcount": plan.headcount,
            }
            yield Clash(index, place, evidence, severity)


def _needed(plan: Plan) -> dict[str, int]:
    return dict(plan.program.equipment) if plan.program else {}


def _working(plan: Plan) -> list[int]:
    """Sessions in which machines are used: those in a room that aren't theory."""
    return [
        index
        for index, session in enumerate(plan.sessions)
        if session.mode.takes_room and session.kind != THEORY
    ]


def _together(indexes: Sequence[int], plan: Plan) -> Sequence[int | None]:
    """Where all sessions lack the same, it is said once."""
    return [None] if len(indexes) == len(plan.sessions) else indexes


def _available(kind: str, session: PlannedSession, plan: Plan, situation: Situation) -> int:
    """How many of a kind stand in the room, and are taken along."""
    along = 0
    for need in session.assets:
        asset = situation.assets.get(need.asset_id)
        if asset and asset.kind == kind and asset.serves(plan.venue.id):
            along += need.quantity
    return (plan.room.equipment or {}).get(kind, 0) + along


@dataclass(frozen=True, slots=True)
class _Away:
    """How long something is not to be had here: for a use, and for the ways around it.

    `way` is the one between that use and the session; none: it is in the same venue, or unknown.
    """

    use: AssetUse
    span: TimeSpan
    way: Travel | None = None


def _too_few(
    index: int, need: AssetNeed, facts: Mapping[str, object], plan: Plan, situation: Situation
) -> Iterator[Clash]:
    """Blocks as far as the ways are known; where one is a guess, it warns."""
    asset, session = situation.assets[need.asset_id], plan.sessions[index]
    party = Party("asset", asset.id, asset.name)
    for guess, severity in ((_none, None), (guess_unknown, Severity.WARNS)):
        at_once = _most_at_once(_away(index, need, plan, situation, guess))
        taken = sum(each.use.quantity for each in at_once)
        if taken + need.quantity <= asset.quantity:
            continue
        left = {**facts, "free": max(asset.quantity - taken, 0)}
        if not at_once:
            yield Clash(index, party, {"kind": "few", **left})
            return
        other = max(at_once, key=lambda each: (each.use.quantity, each.use.meeting))
        evidence = {
            "kind": "use",
            "taken": other.use.meeting,
            "held": other.use.held,
            "taken_quantity": other.use.quantity,
            "agency": other.use.agency_name,
            "place": other.use.place.name,
            **left,
        }
        yield Clash(index, party, {**evidence, **_told(other, session)}, severity)
        return


def _told(other: _Away, session: PlannedSession) -> dict[str, object]:
    """Where only the way is too long: how long it is, and what time there is for it."""
    held, used = session.hold_span(_NO_GAP), other.use.held
    if used.overlaps(held):
        return {}
    gap = max(held.start - used.end, used.start - held.end) // timedelta(minutes=1)
    if other.way is None:
        return {"kind": "unknown", "gap": gap}
    return {
        "kind": "way",
        "gap": gap,
        "minutes": other.way.minutes,
        "origin": other.way.origin.value,
    }


def _away(
    index: int,
    need: AssetNeed,
    plan: Plan,
    situation: Situation,
    guess: Callable[[Place, Place], int],
) -> list[_Away]:
    """Uses of the asset that a session meets: others', and those of its earlier siblings."""
    held = plan.sessions[index].hold_span(_NO_GAP)
    uses = [
        _with_ways(use, held, plan, situation, guess)
        for use in situation.asset_uses.get(need.asset_id, ())
        if use.session_id not in plan.replaces
    ]
    siblings = [
        _use_of(sibling, other, plan)
        for sibling in plan.sessions[:index]
        for other in sibling.assets
        if other.asset_id == need.asset_id
    ]
    uses += [_Away(each, each.held) for each in siblings]
    return [each for each in uses if each.span.overlaps(held)]


def _with_ways(
    use: AssetUse,
    held: TimeSpan,
    plan: Plan,
    situation: Situation,
    guess: Callable[[Place, Place], int],
) -> _Away:
    """The way there and the way here count, as they do for who teaches; within a venue, none."""
    here, there = _place_of(plan), use.place
    if here.venue_id == there.venue_id:
        return _Away(use, use.held)
    going = way_between(here, there, held.end, situation)
    coming = way_between(there, here, use.held.end, situation)
    before = going.minutes if going else guess(here, there)
    after = coming.minutes if coming else guess(there, here)
    return _Away(
        use,
        use.held.widened(before=timedelta(minutes=before), after=timedelta(minutes=after)),
        coming if use.held.end <= held.start else going,
    )


def _none(_: Place, __: Place) -> int:
    """Unknown ways are no ways."""
    return 0


def _use_of(session: PlannedSession, need: AssetNeed, plan: Plan) -> AssetUse:
    return AssetUse(
        asset_id=need.asset_id,
        quantity=need.quantity,
        held=session.hold_span(_NO_GAP),
        meeting=session.span,
        session_id=plan.room.id,
        agency_name=plan.agency.short_name or plan.agency.name,
        place=_place_of(plan),
    )


def _place_of(plan: Plan) -> Place:
    there = place_at(plan.venue, plan.room.id)
    return replace(there, name=f"{plan.room.name}, {plan.venue.name}")


def _most_at_once(away: Sequence[_Away]) -> list[_Away]:
    """Those of the moment at which most are taken; among stretches it begins one of them."""
    moments = [
        [other for other in away if other.span.start <= each.span.start < other.span.end]
        for each in away
    ]
    return max(moments, key=lambda found: sum(each.use.quantity for each in found), default=[])
