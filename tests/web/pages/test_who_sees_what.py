"""Every page of ours, and for whom it is."""

import pytest

from lintas.domain.people import Actor
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    OPERATOR,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked, far, recorded

# Enough to reach every kind of page.
MOST_PAGES = 60
WHO = (SERANG_TRAINER, SERANG_COORDINATOR, BANDUNG_MANAGER, BANDUNG_COORDINATOR, OPERATOR)

# Of a request by a trainer of Serang for a room of Bandung, and of a use of Bandung's own; the
# answers in the order of WHO.
PAGES = {
    "/": (200, 200, 200, 200, 200),
    "/tempat": (200, 200, 200, 200, 200),
    "/tempat/{venue}": (200, 200, 200, 200, 200),
    "/ruang/{room}": (200, 200, 200, 200, 200),
    "/peminjaman": (200, 200, 200, 200, 200),
    "/peminjaman/baru?ruang={room}": (200, 200, 200, 200, 200),
    "/peminjaman/{asked}": (200, 200, 200, 200, 200),
    "/peminjaman/{asked}/surat": (200, 200, 200, 200, 200),
    "/peminjaman/{asked}/kabar": (200, 200, 200, 200, 200),
    "/peminjaman/{asked}/tarik": (200, 200, 403, 403, 200),
    "/peminjaman/{asked}/batal": (409, 409, 403, 403, 409),
    "/peminjaman/{asked}/prioritas": (403, 403, 200, 200, 200),
    "/peminjaman/{own}": (404, 404, 200, 200, 200),
    "/peminjaman/{own}/batal": (404, 404, 200, 200, 200),
    "/sesi/{asked_session}/pindah": (200, 200, 403, 403, 200),
    "/sesi/{own_session}/pindah": (404, 404, 200, 200, 200),
    "/sesi/{asked_session}/sampai": (200, 200, 403, 403, 200),
    "/sesi/{own_session}/sampai": (404, 404, 200, 200, 200),
    "/sesi/{asked_session}/pengajar": (200, 200, 200, 200, 200),
    "/sesi/{own_session}/pengajar": (404, 404, 200, 200, 200),
    "/sesi/{asked_session}/hadir": (200, 200, 403, 403, 200),
    "/sesi/{own_session}/hadir": (404, 404, 200, 200, 200),
    "/sesi/{asked_session}/tidak-terpakai": (403, 403, 409, 409, 409),
    "/sesi/{own_session}/tidak-terpakai": (404, 404, 409, 409, 409),
    "/kalender/surel": (200, 200, 200, 200, 200),
    "/mengajar": (200, 200, 200, 200, 200),
    "/pengajar": (403, 200, 403, 200, 200),
    "/permintaan": (200, 200, 200, 200, 200),
    "/permintaan/{asked}": (403, 403, 200, 200, 200),
    "/permintaan/{own}": (404, 404, 409, 409, 409),
    "/ruang/{room}/catat": (403, 403, 200, 200, 200),
    "/ruang/{room}/tutup": (403, 403, 200, 200, 200),
    "/ruang/{room}/kalender": (403, 404, 200, 200, 200),
    "/tempat/{venue}/tutup": (403, 403, 200, 200, 200),
}


@pytest.mark.parametrize(
    "actor", WHO, ids=[f"{each.memberships[0].role}-{each.home}" for each in WHO]
)
async def test_a_page_is_for_whom_it_is(world: World, visitor_of: VisitorOf, actor: Actor) -> None:
    request = await asked(world, room=world.decided_room)
    own = await recorded(world, far(13, 15))
    places = {
        "venue": world.plut,
        "room": world.open_room,
        "asked": request.id,
        "asked_session": request.sessions[0].id,
        "own": own.id,
        "own_session": own.sessions[0].id,
    }
    visitor = await visitor_of(actor)

    answers = {path: (await visitor.open(path.format(**places))).status for path in PAGES}

    assert answers == {path: statuses[WHO.index(actor)] for path, statuses in PAGES.items()}


@pytest.mark.parametrize("actor", WHO[:3], ids=["trainer", "coordinator", "manager"])
async def test_no_link_leads_astray(world: World, visitor_of: VisitorOf, actor: Actor) -> None:
    await asked(world, room=world.decided_room)
    await asked(world, far(13, 15))
    visitor = await visitor_of(actor)
    answers: dict[str, int] = {}
    waiting = ["/"]

    while waiting and len(answers) < MOST_PAGES:
        path = waiting.pop(0)
        page = await visitor.open(path)
        answers[path] = page.status
        # Weeks go on for ever.
        waiting += [
            link
            for link in page.links.values()
            if link.startswith("/")
            and "minggu=" not in link
            # A file, no page.
            and link != "/akun/saya/data"
            and link not in answers
            and link not in waiting
        ]

    assert {path: status for path, status in answers.items() if status >= 400} == {}
