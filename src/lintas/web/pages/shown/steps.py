"""The chain of approval, as templates show it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from lintas.actions.steps.standing import list_standings
from lintas.domain.bookings import Booking
from lintas.render.times import say_moment

ROLES = {"coordinator": "Koordinator", "venue_manager": "Pengelola tempat"}


@dataclass(frozen=True, slots=True)
class StepShown:
    """`state` is a key of templates/parts/badges.html."""

    name: str
    state: str
    who: str
    when: str
    reason: str


async def steps_shown(booking: Booking, zone: ZoneInfo) -> list[StepShown]:
    """The chain of approval, in order; empty where no steps are declared."""
    return [
        StepShown(
            name=each.name,
            state=each.state,
            who=ROLES.get(each.who, each.who) + (" (pengganti)" if each.as_stand_in else ""),
            when=say_moment(moment, zone) if (moment := each.at or each.due_at) else "",
            reason=each.reason,
        )
        for each in await list_standings(booking)
    ]
