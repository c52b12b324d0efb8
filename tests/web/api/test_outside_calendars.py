"""Calendars that others keep elsewhere, through the door."""

from typing import Any
from uuid import uuid4

from tests.actions.world import BANDUNG_MANAGER, SERANG_COORDINATOR, SERANG_TRAINER, World
from tests.intake.calendars.writing import calendar, event
from tests.web.api.conftest import Program

CALENDARS = "/api/v1/calendars"
# An address of the internet at which nobody is asked anything.
PUBLIC = "https://93.184.216.34/rahasia.ics"
ICS = {"Content-Type": "text/calendar"}


async def test_an_address_is_taken_shown_by_its_host_and_removed(
    world: World, program_of: Program
) -> None:
    manager = await program_of(BANDUNG_MANAGER)
    body = {"room_id": str(world.open_room), "url": PUBLIC}
    made = await manager.post(CALENDARS, json=body)
    known = made.json()
    again = await manager.post(CALENDARS, json=body)
    one = await manager.get(f"{CALENDARS}/{known['id']}")
    listed = await manager.get(CALENDARS, params={"room_id": body["room_id"]})
    gone = await manager.delete(f"{CALENDARS}/{known['id']}")
    after = await manager.get(f"{CALENDARS}/{known['id']}")

    assert (made.status_code, known["state"], known["host"]) == (201, "unknown", "93.184.216.34")
    assert len(known["fingerprint"]) == 8
    assert again.status_code == 409
    assert one.json() == {**known, "unread_events": []}
    assert [each["id"] for each in listed.json()["items"]] == [known["id"]]
    assert (gone.status_code, after.status_code) == (204, 404)
    assert all("rahasia" not in each.text for each in (made, again, one, listed))


INSIDE = (
    "http://93.184.216.34/k.ics",
    "ftp://93.184.216.34/k.ics",
    "file:///etc/passwd",
    "https://user:sandi@93.184.216.34/k.ics",
    "https://127.0.0.1/k.ics",
    "https://localhost/k.ics",
    "https://[::ffff:10.0.0.1]/k.ics",
    "https://2130706433/k.ics",
    "https://0x7f.1/k.ics",
    "https://169.254.169.254/latest/meta-data",
    "https://93.184.216.34:8080/k.ics",
    "https://intranet/k.ics",
    "https://sql.internal/k.ics",
    "bukan alamat",
    "",
)


async def test_what_leads_nowhere_or_inside_is_refused(world: World, program_of: Program) -> None:
    manager = await program_of(BANDUNG_MANAGER)
    taken = []
    for url in INSIDE:
        answer = await manager.post(CALENDARS, json={"room_id": str(world.open_room), "url": url})
        fields = [each["field"] for each in answer.json().get("errors", ())]
        if (answer.status_code, fields) != (422, ["url"]) or "sandi" in answer.text:
            taken.append((url, answer.text))

    assert taken == []


async def test_a_file_is_read_at_once_and_what_cannot_be_read_is_listed(
    world: World, program_of: Program
) -> None:
    manager = await program_of(BANDUNG_MANAGER)
    body = calendar(
        event("DTSTART:20260101T020000Z", "DTEND:20260101T040000Z", "SUMMARY:Rahasia"),
        event("DTSTART:20270101T020000Z", "RRULE:FREQ=SECONDLY", uid="dua"),
    )
    room = {"room_id": str(world.open_room)}
    sent = await manager.post(f"{CALENDARS}/file", params=room, content=body, headers=ICS)
    known = await manager.get(f"{CALENDARS}/{sent.json()['id']}")

    assert (sent.status_code, sent.json()["state"], sent.json()["unread"]) == (201, "fresh", 1)
    assert known.json()["unread_events"] == [["rule"]]


async def test_no_calendar_is_no_calendar(world: World, program_of: Program) -> None:
    manager = await program_of(BANDUNG_MANAGER)
    statuses = [
        (
            await manager.post(
                f"{CALENDARS}/file",
                params={"room_id": str(world.open_room)},
                content=content,
                headers={"Content-Type": kind},
            )
        ).status_code
        for content, kind in (
            (b"<html>Masuk</html>", "text/calendar"),
            (b"BEGIN:VCALENDAR\r\n", "text/calendar"),
            (b"", "text/calendar"),
            (calendar(), "text/html"),
            (b"x" * 1_100_000, "text/calendar"),
        )
    ]

    assert statuses == [400, 400, 400, 415, 413]


async def test_of_a_trainer_and_only_for_who_keeps_it(world: World, program_of: Program) -> None:
    serang, trainer = await program_of(SERANG_COORDINATOR), await program_of(SERANG_TRAINER)
    bandung = await program_of(BANDUNG_MANAGER)
    of_trainer = {"trainer_id": str(world.trainer), "url": PUBLIC}
    of_room: dict[str, Any] = {"room_id": str(world.open_room), "url": PUBLIC}

    statuses = [
        (await who.post(CALENDARS, json=body)).status_code
        for who, body in (
            (bandung, of_trainer),
            (serang, of_trainer),
            (serang, of_room),
            (trainer, of_room),
            (bandung, {**of_room, "room_id": str(uuid4())}),
            (bandung, {**of_room, "room_id": 7}),
            (bandung, {"url": PUBLIC}),
            (serang, {**of_room, **of_trainer}),
        )
    ]
    seen = [len((await who.get(CALENDARS)).json()["items"]) for who in (serang, trainer, bandung)]

    assert statuses == [404, 201, 404, 403, 404, 400, 422, 422]
    assert seen == [1, 1, 0]
