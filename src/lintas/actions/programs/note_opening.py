"""A personal page was opened by its reader."""

from datetime import datetime, timedelta

from lintas.store.programs.enrolments import find_enrolment_by_secret, save_opened
from lintas.store.transaction import writing

# Who looks again within this time has opened the page once.
PAUSE = timedelta(minutes=1)


async def note_opening(secret: str, *, now: datetime) -> None:
    """Note when; whoever holds the link may. Link previews must not come here.

    Raises:
        NotFound: no personal page has that secret.
    """
    enrolment = await find_enrolment_by_secret(secret)
    if enrolment.opened_at is None or enrolment.opened_at <= now - PAUSE:
        async with writing():
            await save_opened(enrolment.id, now=now)
