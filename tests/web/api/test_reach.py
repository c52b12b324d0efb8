"""Who has a change, over the API."""

from tests.actions.world import BANDUNG_COORDINATOR, SERANG_COORDINATOR, World, named
from tests.web.api.conftest import Program
from tests.web.api.test_schedules import book, make_batch


async def test_programs_read_who_knows_of_a_session_and_of_a_version(
    world: World, program_of: Program
) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    batch = await make_batch(serang, world)
    session = await book(serang, world, batch, trainer_ids=[str(world.trainer)])
    await serang.post(f"/api/v1/batches/{batch}/versions", json={})

    by_session = await serang.get(f"/api/v1/sessions/{session}/reach")
    by_version = await serang.get(f"/api/v1/batches/{batch}/versions/1/reach")
    foreign = await bandung.get(f"/api/v1/batches/{batch}/versions/1/reach")
    unknown = await serang.get(f"/api/v1/sessions/{named('nothing')}/reach")
    wrong = await serang.get(f"/api/v1/batches/{batch}/versions/0/reach")

    for answer in (by_session, by_version):
        reach = answer.json()
        assert (reach["concerned"], reach["loaded"], reach["untold"]) == (1, 0, 1)
        [person] = reach["people"]
        assert (person["part"], person["loaded_at"], person["confirmed_at"]) == (
            "teaches",
            None,
            None,
        )
    assert [foreign.status_code, unknown.status_code] == [404, 404]
    assert wrong.status_code == 400


async def test_programs_read_whom_a_change_would_reach_too_late(
    world: World, program_of: Program
) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    batch = await make_batch(serang, world)
    session = await book(serang, world, batch, trainer_ids=[str(world.trainer)])

    found = (await serang.get(f"/api/v1/sessions/{session}/foresight")).json()
    series = (await serang.get(f"/api/v1/sessions/{session}/foresight?scope=all")).json()
    booking_id = (await serang.get(f"/api/v1/sessions/{session}")).json()["booking_id"]
    whole = (await serang.get(f"/api/v1/bookings/{booking_id}/foresight")).json()
    wrong = await serang.get(f"/api/v1/sessions/{session}/foresight?scope=some")
    unknown = await serang.get(f"/api/v1/sessions/{named('nothing')}/foresight")
    unbooked = await serang.get(f"/api/v1/bookings/{named('nothing')}/foresight")

    assert series == whole == found
    assert [wrong.status_code, unbooked.status_code] == [400, 404]
    assert found["so_far"]["judged"] == 0
    assert (found["concerned"], found["on_the_road"], found["opened_nothing"]) == (1, 0, 1)
    [person] = found["to_ring"]
    assert (person["part"], person["way_minutes"]) == ("teaches", None)
    assert person["worries"] == ["opened_nothing"]
    assert unknown.status_code == 404
