"""Venues, looked for and looked at."""

from lintas.web.pages.places.finding import show_places
from lintas.web.pages.places.looking import show_place

PLACES = (show_places, show_place)
