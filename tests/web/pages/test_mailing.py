"""Who would rather have mail than a calendar's address says so on a page of the own."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lintas.actions.people.invite_trainer import invite_trainer
from lintas.domain.programs import Batch
from lintas.store.engines import fetch
from tests.actions.world import SERANG, SERANG_COORDINATOR, SERANG_TRAINER, World
from tests.web.conftest import SETTINGS
from tests.web.pages.browsing import Visitor
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.courses import SITI, batch_of, enrolled, meetings_of
from tests.web.serving import browser_of, serve

ADDRESS = "siti.aminah@example.test"


@pytest.fixture
async def guest(world: World) -> AsyncIterator[Visitor]:
    """Somebody without an account."""
    async with browser_of(serve(SETTINGS)) as client:
        yield Visitor(client)


@pytest.fixture
async def batch(world: World) -> Batch:
    batch = await batch_of(world)
    await meetings_of(world, batch)
    return batch


@pytest.fixture
async def personal(batch: Batch, world: World) -> dict[str, str]:
    """Where somebody without an account comes from, by who it is; both have an address."""
    participant = (await enrolled(batch, SITI))[0].secret
    await fetch("UPDATE person SET email = $1", ADDRESS)
    trainer = await invite_trainer(
        world.trainer, SERANG, actor=SERANG_COORDINATOR, now=datetime.now(UTC)
    )
    return {"participant": f"/p/{participant}/langganan", "trainer": f"/ajar/{trainer.secret}"}


async def count_choosers() -> int:
    return len(await fetch("SELECT 1 FROM calendar_mail WHERE ended_at IS NULL"))


@pytest.mark.parametrize("who", ["participant", "trainer"])
async def test_by_a_link_it_is_switched_on_and_off(
    personal: dict[str, str], guest: Visitor, who: str
) -> None:
    before = await guest.open(personal[who])
    [path] = [link for link in before.links.values() if link.endswith("/surel")]
    page = await guest.open(path)
    on = await guest.press(page, "Nyalakan")
    chosen = await count_choosers()
    off = await guest.press(on, "Matikan")

    assert "Tidak aktif" in page.said
    assert "si…@example.test" in page.said
    assert ADDRESS not in page.text
    assert "Kalender lewat surel aktif" in on.said
    assert "Kalender lewat surel sudah dimatikan" in off.said
    assert (chosen, await count_choosers()) == (1, 0)


async def test_with_an_account_too(world: World, visitor_of: VisitorOf) -> None:
    trainer = replace(SERANG_TRAINER, person_id=world.trainer)
    await fetch("UPDATE account SET person = $1 WHERE id = $2", world.trainer, trainer.id)
    visitor = await visitor_of(trainer)
    listed = await visitor.open("/kalender")
    page = await visitor.open(listed.links["Terima setiap sesi lewat surel"])

    on = await visitor.press(page, "Nyalakan")

    assert "Aktif." in on.said
    assert await count_choosers() == 1


async def test_an_account_of_nobody_is_told_so(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)

    page = await visitor.open("/kalender/surel")

    assert "belum terhubung" in page.said


async def test_without_an_address_the_reason_is_said(
    personal: dict[str, str], guest: Visitor
) -> None:
    path = f"{personal['participant']}/surel"
    await fetch("UPDATE person SET email = ''")

    page = await guest.open(path)
    refused = await guest.send(path, [("wish", "start")])

    assert "Alamat surel Anda belum tercatat" in page.said
    assert refused.status == 422
    assert "alamat surel Anda belum tercatat" in refused.said
    assert await count_choosers() == 0


@pytest.mark.parametrize("wish", ["", "perhaps"])
async def test_a_wish_that_is_none_is_refused(
    personal: dict[str, str], guest: Visitor, wish: str
) -> None:
    answer = await guest.send(f"{personal['trainer']}/surel", [("wish", wish)])

    assert answer.status == 422
    assert await count_choosers() == 0


@pytest.mark.parametrize("path", ["/p/{}/langganan/surel", "/ajar/{}/surel"])
async def test_a_link_of_nobody_opens_nothing(guest: Visitor, path: str) -> None:
    strange = path.format("a" * 43)

    assert (await guest.open(strange)).status == 404
    assert (await guest.send(strange, [("wish", "start")])).status == 404
