"""JSON, for programs: everything under /api/v1."""

from litestar import Router

from lintas.web.api.addenda import ADDENDA
from lintas.web.api.agencies import AGENCIES
from lintas.web.api.agreements import AGREEMENTS
from lintas.web.api.approval_steps import APPROVAL_STEPS
from lintas.web.api.assets import ASSETS
from lintas.web.api.attendance import ATTENDANCE
from lintas.web.api.batches import BATCHES
from lintas.web.api.bookings.asking import ASKING
from lintas.web.api.bookings.changing import CHANGING
from lintas.web.api.bookings.deciding import DECIDING
from lintas.web.api.bookings.skipped import SKIPPED
from lintas.web.api.calendar_mail import CALENDAR_MAIL
from lintas.web.api.claims import CLAIMS
from lintas.web.api.closures import CLOSURES
from lintas.web.api.conflicts import CONFLICTS
from lintas.web.api.dossiers import DOSSIERS
from lintas.web.api.enrolments import ENROLMENTS
from lintas.web.api.feeds import FEEDS
from lintas.web.api.handovers import HANDOVERS
from lintas.web.api.identity import tell_identity
from lintas.web.api.joining import JOINING
from lintas.web.api.ledger import LEDGER
from lintas.web.api.messages import MESSAGES
from lintas.web.api.outside_calendars import CALENDARS
from lintas.web.api.people import PEOPLE
from lintas.web.api.personal_data import PERSONAL_DATA
from lintas.web.api.plans import PLANS
from lintas.web.api.postponing import POSTPONING
from lintas.web.api.programs import PROGRAMS
from lintas.web.api.queue import QUEUE
from lintas.web.api.ramadan import RAMADAN
from lintas.web.api.reach import REACH
from lintas.web.api.regencies import REGENCIES
from lintas.web.api.rooms import ROOMS
from lintas.web.api.sessions import SESSIONS
from lintas.web.api.sharing import SHARING
from lintas.web.api.skills import SKILLS
from lintas.web.api.slots import SLOTS
from lintas.web.api.swapping import SWAPPING
from lintas.web.api.tariffs import TARIFFS
from lintas.web.api.teaching import TEACHING
from lintas.web.api.trainer_links import TRAINER_LINKS
from lintas.web.api.travel import TRAVEL
from lintas.web.api.uses import USES
from lintas.web.api.venues import VENUES
from lintas.web.parameters import check_form

API_GUARDS = [check_form]


def api_router() -> Router:
    """Whoever arrives here is known already: `lintas.web.middleware.visitors` lets no other in."""
    return Router(
        "/api/v1",
        guards=API_GUARDS,
        route_handlers=[
            tell_identity,
            *REGENCIES,
            *AGENCIES,
            *VENUES,
            *ROOMS,
            *ASSETS,
            *TARIFFS,
            *HANDOVERS,
            *RAMADAN,
            *TRAVEL,
            *AGREEMENTS,
            *ADDENDA,
            *LEDGER,
            *PLANS,
            *PROGRAMS,
            *SHARING,
            *PEOPLE,
            *PERSONAL_DATA,
            *SKILLS,
            *MESSAGES,
            *FEEDS,
            *CALENDAR_MAIL,
            *CALENDARS,
            *ENROLMENTS,
            *BATCHES,
            *DOSSIERS,
            *ASKING,
            *SKIPPED,
            *DECIDING,
            *CHANGING,
            *SESSIONS,
            *REACH,
            *JOINING,
            *SWAPPING,
            *POSTPONING,
            *TEACHING,
            *ATTENDANCE,
            *TRAINER_LINKS,
            *CLOSURES,
            *APPROVAL_STEPS,
            *CLAIMS,
            *QUEUE,
            *CONFLICTS,
            *USES,
            *SLOTS,
        ],
    )
