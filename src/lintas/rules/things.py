"""Laws about tools: whether they are there, enough of them, and not somewhere else."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from lintas.domain.plans import Plan, PlannedSession
from lintas.domain.things import AssetNeed, AssetUse
from lintas.domain.travel import Place, place_at
from lintas.rules.rule import Clash, Party, Severity, Side, Situation, blocks, blocks_unless, warns

# An asset needs no rest as a room does.
_NO_GAP = timedelta()
THEORY = "theory"


@blocks_unless(Side.ASKER)
def equip_missing(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """What a program needs stands in its room, or is taken along."""
    place = Party("room", plan.room.id, plan.room.name)
    # Of a room in which nobody noted anything, nobody can say that something is missing.
    severity = Severity.INFORMS if plan.room.equipment is None else None
    for kind in _needed(plan):
        lacking = [
            index
            for index in _working(plan)
            if not _available(kind, plan.sessions[index], plan, situation)
        ]
        for index in _together(lacking, plan):
            yield Clash(index, place, {"kind": kind}, severity)


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
            at_once = _most_at_once(_taken(index, need, plan, situation))
            taken = sum(use.quantity for use in at_once)
            if taken + need.quantity <= asset.quantity:
                continue
            facts["free"] = max(asset.quantity - taken, 0)
            if not at_once:
                yield Clash(index, party, {"kind": "few", **facts})
                continue
            other = max(at_once, key=lambda use: (use.quantity, use.meeting))
            evidence = {
                "kind": "use",
                "taken": other.meeting,
                "held": other.held,
                "taken_quantity": other.quantity,
                "agency": other.agency_name,
                "place": other.place.name,
                **facts,
            }
            yield Clash(index, party, evidence)


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


def _taken(index: int, need: AssetNeed, plan: Plan, situation: Situation) -> list[AssetUse]:
    """Uses of the asset that a session meets: others', and those of its earlier siblings."""
    held = plan.sessions[index].hold_span(_NO_GAP)
    uses = [
        use
        for use in situation.asset_uses.get(need.asset_id, ())
        if use.session_id not in plan.replaces
    ]
    uses += [
        _use_of(sibling, other, plan)
        for sibling in plan.sessions[:index]
        for other in sibling.assets
        if other.asset_id == need.asset_id
    ]
    return [use for use in uses if use.held.overlaps(held)]


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


def _most_at_once(uses: Sequence[AssetUse]) -> list[AssetUse]:
    """Those of the moment at which most are taken; among stretches it begins one of them."""
    moments = [
        [other for other in uses if other.held.start <= use.held.start < other.held.end]
        for use in uses
    ]
    return max(moments, key=lambda found: sum(use.quantity for use in found), default=[])
