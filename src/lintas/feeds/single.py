"""One session as a file, to be put into a calendar by hand."""

from datetime import timedelta

from lintas.render.events import render_calendar, render_event
from lintas.render.occasions import Audience, Telling, make_occasion
from lintas.store.bookings.cards import Card

MEDIA_TYPE = "text/calendar; charset=utf-8"
# Nobody asks for such a file again by itself; the format wants a number all the same.
REFRESH = timedelta(days=1)


def render_single(card: Card, language: str, public_url: str, *, page: str = "") -> bytes:
    """The same entry, with the same uid, that a subscription shows.

    `page` is the path that it leads to, "/p/…"; none: it leads nowhere.
    """
    telling = Telling(Audience.ATTENDING, language, None, public_url)
    occasion = make_occasion(card, telling, url=f"{public_url}{page}" if page else "")
    return render_calendar(
        name=occasion.summary,
        description=occasion.location,
        zones=[card.zone],
        events=[render_event(occasion, card.zone, language)],
        refresh=REFRESH,
    )
