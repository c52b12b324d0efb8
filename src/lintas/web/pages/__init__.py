"""HTML, for people."""

from litestar import Router

from lintas.web.csrf import refuse_foreign_forms
from lintas.web.pages.accounts import ACCOUNTS
from lintas.web.pages.agreements import AGREEMENT_PAGES
from lintas.web.pages.asking.pages import ASKING
from lintas.web.pages.attendance import ATTENDANCE
from lintas.web.pages.batches import BATCHES
from lintas.web.pages.bookings import BOOKINGS
from lintas.web.pages.catalogue import CATALOGUE
from lintas.web.pages.closing import CLOSING
from lintas.web.pages.conflicts import CONFLICTS
from lintas.web.pages.dossier import DOSSIER
from lintas.web.pages.enrolling import ENROLLING
from lintas.web.pages.erasing import ERASING
from lintas.web.pages.feeds import FEEDS
from lintas.web.pages.front import show_front
from lintas.web.pages.inbox import INBOX
from lintas.web.pages.joining import JOINING
from lintas.web.pages.keeping import KEEPING
from lintas.web.pages.login import SIGNING_IN
from lintas.web.pages.mailing import MAILING
from lintas.web.pages.moving import MOVING
from lintas.web.pages.nik import NIK
from lintas.web.pages.outside import OUTSIDE
from lintas.web.pages.participants import PARTICIPANTS
from lintas.web.pages.personal_data import PERSONAL_DATA
from lintas.web.pages.places import PLACES
from lintas.web.pages.plans import PLANS
from lintas.web.pages.policy import ask_who
from lintas.web.pages.postponing import POSTPONING
from lintas.web.pages.queueing import QUEUEING
from lintas.web.pages.reaching import REACHING
from lintas.web.pages.recording import RECORDING
from lintas.web.pages.requests import REQUESTS
from lintas.web.pages.rooms.week import show_week
from lintas.web.pages.schedules import SCHEDULES
from lintas.web.pages.slots import SLOTS
from lintas.web.pages.subscribing import show_subscribing
from lintas.web.pages.swapping import SWAPPING
from lintas.web.pages.teaching import TEACHING


def pages_router() -> Router:
    """Every page is for those who are signed in, unless its handler says `opt=OPEN`."""
    return Router(
        "/",
        guards=[ask_who, refuse_foreign_forms],
        include_in_schema=False,
        route_handlers=[
            show_front,
            *SIGNING_IN,
            *ACCOUNTS,
            *PLACES,
            show_week,
            *ASKING,
            *SLOTS,
            *BOOKINGS,
            *REQUESTS,
            *QUEUEING,
            *JOINING,
            *MOVING,
            *SWAPPING,
            *POSTPONING,
            *TEACHING,
            *OUTSIDE,
            *ATTENDANCE,
            *RECORDING,
            *CLOSING,
            *BATCHES,
            *DOSSIER,
            *ENROLLING,
            *PARTICIPANTS,
            show_subscribing,
            *CONFLICTS,
            *INBOX,
            *FEEDS,
            *MAILING,
            *AGREEMENT_PAGES,
            *CATALOGUE,
            *PLANS,
            *SCHEDULES,
            *REACHING,
            *KEEPING,
            *NIK,
            *ERASING,
            *PERSONAL_DATA,
        ],
    )
