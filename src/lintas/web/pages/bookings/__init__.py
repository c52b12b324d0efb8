"""Bookings: listed, looked at, given up, printed as a letter."""

from lintas.web.pages.bookings.bumping import BUMPING
from lintas.web.pages.bookings.changing import CHANGING
from lintas.web.pages.bookings.claiming import CLAIMING
from lintas.web.pages.bookings.giving_up import GIVING_UP
from lintas.web.pages.bookings.letter import show_letter
from lintas.web.pages.bookings.listing import show_list
from lintas.web.pages.bookings.looking import show_booking
from lintas.web.pages.bookings.news import show_news
from lintas.web.pages.bookings.skipping import SKIPPING
from lintas.web.pages.bookings.unused import UNUSED

BOOKINGS = (
    show_list,
    show_booking,
    show_news,
    *SKIPPING,
    *GIVING_UP,
    *CHANGING,
    *BUMPING,
    *CLAIMING,
    *UNUSED,
    show_letter,
)
