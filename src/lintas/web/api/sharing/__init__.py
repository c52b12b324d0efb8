"""What governments share, for programs."""

from lintas.web.api.sharing.catalogue import show_catalogue
from lintas.web.api.sharing.follow_ups import FOLLOW_UPS
from lintas.web.api.sharing.offers import OFFERS
from lintas.web.api.sharing.schedules import SCHEDULES

SHARING = (show_catalogue, *OFFERS, *FOLLOW_UPS, *SCHEDULES)
