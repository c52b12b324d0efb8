"""Which bookings somebody sees."""

from lintas.domain.people import Actor, Role
from lintas.store.sql import Args

# Those who read all bookings of their regency's sides; a trainer reads only own requests.
_READERS = (Role.COORDINATOR, Role.VENUE_MANAGER, Role.AUDITOR, Role.AGREEMENT_OFFICER)


def visible(args: Args, actor: Actor) -> str:
    """A condition on `b`, a booking: the actor's side asks or lends, or the actor asked."""
    if actor.is_operator:
        return "TRUE"
    home = args.put_all(sorted(actor.regencies(*_READERS)))
    return (
        f"(b.keeper IN {home} OR b.asked_by = {args.put(actor.id)} OR EXISTS"
        f" (SELECT 1 FROM session l WHERE l.booking = b.id AND l.lender_keeper IN {home}))"
    )
