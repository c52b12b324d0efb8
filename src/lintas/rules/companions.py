"""Plans that are kept together: each is judged with the others where they are going to be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from lintas.domain.attending import Lesson, Presence
from lintas.domain.bookings import Mode, SessionId
from lintas.domain.plans import Plan, PlannedSession
from lintas.domain.quotas import QuotaUse
from lintas.domain.things import AssetId, AssetUse
from lintas.domain.timespan import TimeSpan
from lintas.domain.travel import place_at
from lintas.rules.rule import Situation, Use

# An asset needs no rest as a room does.
_NO_GAP = timedelta()


def among(plan: Plan, others: Sequence[Plan], situation: Situation) -> tuple[Plan, Situation]:
    """A plan of sessions that are kept, as it is once the others are kept with it.

    What all of them leave stands in nobody's way any more; where the others come, it does.
    """
    if not others:
        return plan, situation
    own = frozenset(session.kept_as for session in plan.sessions if session.kept_as)
    gone = plan.replaces - own
    moved = [(other, session) for other in others for session in other.sessions]
    changed = replace(
        situation,
        uses=_merged(situation.uses, gone, [use for each in moved for use in _uses(*each)]),
        asset_uses=_assets(situation.asset_uses, gone, moved),
        quota_uses=_quotas(situation.quota_uses, gone, moved),
        people=_people(situation.people, plan, gone, moved),
    )
    return replace(plan, replaces=own), changed


def _merged(
    uses: Mapping[UUID, tuple[Use, ...]], gone: frozenset[SessionId], coming: Iterable[Use]
) -> dict[UUID, tuple[Use, ...]]:
    found = {
        resource: [use for use in kept if use.session_id not in gone]
        for resource, kept in uses.items()
    }
    for use in coming:
        found.setdefault(use.resource, []).append(use)
    return {
        resource: tuple(sorted(kept, key=lambda use: use.held)) for resource, kept in found.items()
    }


def _uses(plan: Plan, session: PlannedSession) -> Iterator[Use]:
    """What a session of a plan will keep, as holds are read back."""
    if session.kept_as is None:
        return
    place = None if session.mode is Mode.ONLINE else place_at(plan.venue, plan.room.id)
    held = session.hold_span(plan.room.turnaround)
    kept: list[tuple[UUID, TimeSpan]] = [
        (leaf, held) for leaf in plan.room.leaves if session.mode.takes_room
    ]
    kept += [(trainer, session.span) for trainer in session.trainer_ids]
    for resource, span in kept:
        yield Use(
            resource=resource,
            held=span,
            meeting=session.span,
            session_id=session.kept_as,
            agency_name=plan.agency.short_name or plan.agency.name,
            room_name=plan.room.name,
            venue_name=plan.venue.name,
            place=place,
            batch_id=plan.batch.id if plan.batch else None,
        )


def _assets(
    uses: Mapping[AssetId, tuple[AssetUse, ...]],
    gone: frozenset[SessionId],
    moved: Iterable[tuple[Plan, PlannedSession]],
) -> dict[AssetId, tuple[AssetUse, ...]]:
    found = {
        asset: [use for use in kept if use.session_id not in gone] for asset, kept in uses.items()
    }
    for plan, session in moved:
        if session.kept_as is None:
            continue
        for need in session.assets:
            use = AssetUse(
                asset_id=need.asset_id,
                quantity=need.quantity,
                held=session.hold_span(_NO_GAP),
                meeting=session.span,
                session_id=session.kept_as,
                agency_name=plan.agency.short_name or plan.agency.name,
                place=place_at(plan.venue, plan.room.id),
            )
            found.setdefault(need.asset_id, []).append(use)
    return {
        asset: tuple(sorted(kept, key=lambda use: use.meeting)) for asset, kept in found.items()
    }


def _quotas(
    uses: Sequence[QuotaUse],
    gone: frozenset[SessionId],
    moved: Iterable[tuple[Plan, PlannedSession]],
) -> tuple[QuotaUse, ...]:
    """Those that used some go on using it where they come, under what they stood on."""
    to = {session.kept_as: (plan, session) for plan, session in moved}
    found = [use for use in uses if use.session_id not in gone]
    for use in uses:
        if use.session_id in gone and use.session_id in to:
            plan, session = to[use.session_id]
            if plan.crosses == (use.lender, use.borrower):
                room, span, zone = plan.room.id, session.span, plan.venue.zone
                found.append(replace(use, room_id=room, span=span, zone=zone))
    return tuple(found)


def _people(
    people: Presence,
    plan: Plan,
    gone: frozenset[SessionId],
    moved: Iterable[tuple[Plan, PlannedSession]],
) -> Presence:
    """Other batches are where they are going to be; whom of them is known only of those met."""
    booked = {each.session_id: each.booking_id for each in people.lessons}
    lessons = [each for each in people.lessons if each.session_id not in gone]
    lessons += [
        Lesson(
            session.kept_as,
            session.span,
            other.venue.zone,
            session.kind,
            booked.get(session.kept_as),
            other.headcount,
        )
        for other, session in moved
        if session.kept_as and plan.batch and other.batch and other.batch.id == plan.batch.id
    ]
    to = {session.kept_as: session.span for _, session in moved}
    elsewhere = [
        replace(each, meeting=to[SessionId(each.session_id)]) if each.session_id in to else each
        for each in people.elsewhere
    ]
    return replace(
        people,
        lessons=tuple(sorted(lessons, key=lambda each: (each.span, each.session_id))),
        elsewhere=tuple(elsewhere),
    )
