"""What is kept of somebody: what for, copied, and erased."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lintas.actions.people.invite_trainer import invite_trainer
from lintas.actions.programs.say_coming import say_coming
from lintas.domain.attendance import Rsvp
from lintas.domain.programs import Batch
from lintas.store.engines import fetch, read_id
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.courses import SITI, batch_of, enrolled, meetings_of
from tests.web.pages.stories import asked


@pytest.fixture
async def batch(world: World) -> Batch:
    return await batch_of(world)


async def test_a_coordinator_erases_somebody_after_reading_what_stays(
    world: World, visitor_of: VisitorOf
) -> None:
    await fetch("UPDATE person SET phone = '+6281234567890' WHERE id = $1", world.trainer)
    visitor = await visitor_of(SERANG_COORDINATOR)
    looked = await visitor.open(f"/kelola/orang/{world.trainer}")
    asked = await visitor.open(looked.links["Hapus data pribadi"])

    done = await visitor.press(asked, "Hapus untuk selamanya")
    again = await visitor.open(f"/orang/{world.trainer}/hapus-data")

    assert "Yang tetap ada, tanpa nama" in asked.said
    assert "Data pribadi sudah dihapus." in done.said
    assert "Pengajar Contoh" not in done.said
    assert "Data pribadi orang ini sudah dihapus." in again.said
    (row,) = await fetch("SELECT name, phone FROM person WHERE id = $1", world.trainer)
    assert (row["name"], row["phone"]) == ("—", "")


async def test_who_is_needed_is_not_erased(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    await meetings_of(world, batch)
    person = (await enrolled(batch, SITI))[0].enrolment.person
    visitor = await visitor_of(SERANG_COORDINATOR)

    page = await visitor.open(f"/orang/{person.id}/hapus-data")
    refused = await visitor.press(page, "Hapus untuk selamanya")

    assert refused.status == 409
    assert "dipakai" in refused.said
    (row,) = await fetch("SELECT name FROM person WHERE id = $1", person.id)
    assert row["name"] == "Siti Aminah"


async def test_others_are_not_offered_it(world: World, visitor_of: VisitorOf) -> None:
    trainer, stranger = await visitor_of(SERANG_TRAINER), await visitor_of(BANDUNG_COORDINATOR)

    looked = await trainer.open(f"/kelola/orang/{world.trainer}")
    forbidden = await trainer.open(f"/orang/{world.trainer}/hapus-data")
    unknown = await stranger.open(f"/orang/{world.trainer}/hapus-data")

    assert "Hapus data pribadi" not in looked.links
    assert (forbidden.status, unknown.status) == (403, 404)


async def test_a_participant_reads_what_for_and_takes_a_shortened_copy(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    await meetings_of(world, batch)
    made = (await enrolled(batch, SITI))[0]
    (session,) = await fetch("SELECT id FROM session LIMIT 1")
    await say_coming(
        made.secret, read_id(session["id"]), Rsvp.PREVENTED, "Demam", now=datetime.now(UTC)
    )
    await fetch("UPDATE person SET email = 'siti.aminah@example.test'")
    guest = await visitor_of(SERANG_TRAINER)
    page = await guest.open(f"/p/{made.secret}")

    purposes = await guest.open(page.links["Data apa yang disimpan, dan untuk apa"])
    copy = await guest.client.get(page.links["Unduh data saya"])
    nobodys = await guest.open(f"/p/{'x' * 43}/data")

    kept = json.loads(copy.text)
    assert "nomor lengkapnya tidak disimpan" in purposes.said
    assert kept["person"][0]["name"] == "Siti Aminah"
    assert kept["person"][0]["email"] == "si…@example.test"
    assert [each["says"] for each in kept["answers"]] == ["prevented"]
    assert len(kept["enrolments"]) == 1
    assert not any(each in copy.text for each in ("siti.aminah", "Demam", made.secret))
    assert nobodys.status == 404


async def test_an_account_takes_all_that_is_kept_of_it_and_no_secret(
    world: World, visitor_of: VisitorOf
) -> None:
    trainer = replace(SERANG_TRAINER, person_id=world.trainer)
    await fetch("UPDATE account SET person = $1 WHERE id = $2", world.trainer, trainer.id)
    visitor = await visitor_of(trainer)
    page = await visitor.open("/akun/saya")

    copy = await visitor.client.get(page.links["Unduh data saya"])

    kept = json.loads(copy.text)
    assert kept["account"][0]["email"] == SERANG_TRAINER.email
    assert kept["person"][0]["name"] == "Pengajar Contoh"
    assert kept["signed_in"]
    assert "hash" not in copy.text


async def test_a_coordinator_takes_the_whole_copy_to_hand_over(
    world: World, visitor_of: VisitorOf
) -> None:
    visitor, stranger = await visitor_of(SERANG_COORDINATOR), await visitor_of(BANDUNG_COORDINATOR)
    looked = await visitor.open(f"/kelola/orang/{world.trainer}")

    copy = await visitor.client.get(looked.links["Unduh data pribadi"])
    unknown = await stranger.open(f"/orang/{world.trainer}/data")

    assert json.loads(copy.text)["person"][0]["name"] == "Pengajar Contoh"
    assert unknown.status == 404
    assert len(await fetch("SELECT id FROM audit_entry WHERE verb = 'export'")) == 1


async def test_a_trainer_takes_a_shortened_copy_by_the_link(
    world: World, visitor_of: VisitorOf
) -> None:
    await fetch("UPDATE person SET phone = '+6281234567890' WHERE id = $1", world.trainer)
    await asked(world, trainer_ids=(world.trainer,))
    made = await invite_trainer(
        world.trainer, SERANG, actor=SERANG_COORDINATOR, now=datetime.now(UTC)
    )
    guest = await visitor_of(SERANG_TRAINER)
    page = await guest.open(f"/ajar/{made.secret}")

    copy = await guest.client.get(page.links["Unduh data saya"])
    nobodys = await guest.open(f"/ajar/{'x' * 43}/data")

    kept = json.loads(copy.text)
    assert kept["person"][0]["phone"] == "…890"
    assert [each["answer"] for each in kept["teaching"]] == ["asked"]
    assert nobodys.status == 404
