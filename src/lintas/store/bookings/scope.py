"""Which bookings somebody sees."""

from lintas.domain.people import Actor, Role
from lintas.store.sql import Args

# Those who read all bookings of their regency's sides; a trainer reads only own requests.
READERS = (Role.COORDINATOR, Role.VENUE_MANAGER, Role.AUDITOR, Role.AGREEMENT_OFFICER)


def visible(args: Args, actor: Actor) -> str:
    """Of `b`, a booking: the actor's side asks or lends, or the actor asked or decides."""
    if actor.is_operator:
        return "TRUE"
    me = args.put(actor.id)
    home = args.put_all(sorted(actor.regencies(*READERS)))
    return (
        f"(b.keeper IN {home} OR b.asked_by = {me} OR EXISTS"
        f" (SELECT 1 FROM session l WHERE l.booking = b.id AND l.lender_keeper IN {home})"
        " OR EXISTS (SELECT 1 FROM approval_step p"
        f" WHERE (p.approver = {me} OR p.stand_in = {me}) AND (p.agency = b.agency OR EXISTS"
        " (SELECT 1 FROM session l JOIN room r ON r.id = l.room"
        " WHERE l.booking = b.id AND (p.room = l.room OR p.venue = r.venue)))))"
    )
