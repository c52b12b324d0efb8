"""What bad input gets: an answer that names the field, the value and what was expected."""

import json
from typing import Any

import httpx
import pytest

WISHES = "/api/v1/echo/wishes"
ROOM = "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"
MORNING = "2026-12-07T08:00:00+07:00"


def wish(**changes: Any) -> dict[str, Any]:
    return {"room_id": ROOM, "headcount": 20, "sessions": [{"starts_at": MORNING}], **changes}


async def refused(program: httpx.AsyncClient, body: Any) -> tuple[int, list[tuple[str, Any, str]]]:
    answer = await program.post(WISHES, json=body)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["status"] == answer.status_code
    return answer.status_code, [
        (each["field"], each["value"], each["expected"]) for each in problem["errors"]
    ]


async def test_sound_input_is_taken(program: httpx.AsyncClient) -> None:
    answer = await program.post(WISHES, json=wish())

    assert (answer.status_code, answer.json()) == (201, {"said": f"20 at {MORNING}"})


@pytest.mark.parametrize(
    ("changes", "status", "fault"),
    [
        ({"room_id": "x"}, 400, ("room_id", "x", "identifier")),
        ({"room_id": 5}, 400, ("room_id", 5, "identifier")),
        ({"headcount": 0}, 422, ("headcount", 0, "at_least")),
        ({"headcount": -1}, 422, ("headcount", -1, "at_least")),
        ({"headcount": "20"}, 400, ("headcount", "20", "integer")),
        ({"headcount": 20.0}, 400, ("headcount", 20.0, "integer")),
        ({"headcount": True}, 400, ("headcount", True, "integer")),
        ({"headcount": None}, 400, ("headcount", None, "integer")),
        ({"sessions": []}, 422, ("sessions", "[]", "fewest_items")),
        ({"sessions": {}}, 400, ("sessions", "{}", "array")),
        ({"sessions": [5]}, 400, ("sessions[0]", 5, "object")),
        ({"sessions": [{}]}, 400, ("sessions[0].starts_at", None, "required")),
        ({"nonsense": 1}, 400, ("nonsense", 1, "no_such_field")),
        ({"purpose": "a\x00b"}, 400, ("purpose", "a\x00b", "plain_text")),
        ({"purpose": "a\x1bb"}, 400, ("purpose", "a\x1bb", "plain_text")),
        ({"purpose": "x" * 2001}, 422, ("purpose", "x" * 200 + "…", "longest")),
        ({"reasons": {"holiday": 5}}, 400, ("reasons.holiday", 5, "text")),
        ({"reasons": {"a\x00": "b"}}, 400, ("reasons", "a\x00", "plain_text")),
        ({"headcount": 10**400}, 422, ("headcount", str(10**400)[:200] + "…", "at_most")),
    ],
    ids=lambda value: None if isinstance(value, int) else str(value)[:40],
)
async def test_a_faulty_value_is_named(
    program: httpx.AsyncClient, changes: dict[str, Any], status: int, fault: tuple[str, Any, str]
) -> None:
    assert await refused(program, wish(**changes)) == (status, [fault])


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (1765000000, "instant"),
        (0.5, "instant"),
        ("1765000000", "instant"),
        ("2026-12-07", "instant"),
        ("2026-12-07T08:00:00", "offset"),
        ("2026-12-07T25:00:00Z", "instant"),
        ("2026-12-07T08:00:00+0700", "instant"),
        ("2026-12-07T08:00:60Z", "instant"),
        ("besok", "instant"),
    ],
)
async def test_a_time_has_an_offset(
    program: httpx.AsyncClient, moment: object, expected: str
) -> None:
    body = wish(sessions=[{"starts_at": moment}])

    assert await refused(program, body) == (400, [("sessions[0].starts_at", moment, expected)])


async def test_null_stands_for_what_is_left_out(program: httpx.AsyncClient) -> None:
    body = wish(purpose=None, reasons=None, sessions=[{"starts_at": MORNING, "title": None}])

    answer = await program.post(WISHES, json=body)

    assert answer.status_code == 201


async def test_null_in_a_patch_is_not_left_out(program: httpx.AsyncClient) -> None:
    answer = await program.patch(f"{WISHES}/{ROOM}", json={"title": None})

    assert (answer.status_code, answer.json()["errors"][0]["expected"]) == (400, "text")


@pytest.mark.parametrize(
    ("twice", "field"),
    [('"headcount": 3, "headcount": 4', "headcount"), ('"reasons": {"a": "b", "a": "c"}', "a")],
)
async def test_a_field_stands_once(program: httpx.AsyncClient, twice: str, field: str) -> None:
    body = json.dumps(wish())[:-1] + f", {twice}}}"

    answer = await program.post(WISHES, content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400
    assert [(each["field"], each["expected"]) for each in answer.json()["errors"]] == [
        (field, "once")
    ]


async def test_all_faults_are_named_at_once(program: httpx.AsyncClient) -> None:
    body = {"headcount": "many", "sessions": [{"starts_at": 1}, {"starts_at": MORNING, "x": 1}]}

    assert await refused(program, body) == (
        400,
        [
            ("room_id", None, "required"),
            ("headcount", "many", "integer"),
            ("sessions[0].starts_at", 1, "instant"),
            ("sessions[1].x", 1, "no_such_field"),
        ],
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"\xff\xfe", "utf_8"),
        (b'{"purpose": "\xff"}', "utf_8"),
        (b"{", "json"),
        (b"{} {}", "json"),
        (b"", "required"),
        (b"[" * 100_000, "shallow"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "shallow"),
        (b"[]", "object"),
        (b"null", "object"),
        (b"NaN", "json"),
        (b'"\\ud800"', "json"),
    ],
    ids=lambda value: repr(value)[:20],
)
async def test_a_body_that_is_no_json_object(
    program: httpx.AsyncClient, body: bytes, expected: str
) -> None:
    answer = await program.post(WISHES, content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400
    assert [each["expected"] for each in answer.json()["errors"]] == [expected]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
async def test_json_has_to_say_what_it_is(program: httpx.AsyncClient, kind: str | None) -> None:
    headers = {} if kind is None else {"Content-Type": kind}

    answer = await program.post(WISHES, content=json.dumps(wish()), headers=headers)

    assert answer.status_code == 415
    assert answer.json()["errors"][0]["field"] == "Content-Type"


async def test_a_body_has_an_end(program: httpx.AsyncClient) -> None:
    async def chunks() -> Any:
        for _ in range(20):
            yield b" " * 100_000

    announced = await program.post(WISHES, json=wish(purpose="x" * 1_100_000))
    unannounced = await program.post(
        WISHES, content=chunks(), headers={"Content-Type": "application/json"}
    )

    assert (announced.status_code, unannounced.status_code) == (413, 413)
    assert announced.json()["type"] == "urn:lintas:body_too_large"


@pytest.mark.parametrize(
    ("query", "field", "expected"),
    [
        ("limit=2&limit=3", "limit", "once"),
        ("limt=2", "limt", "no_such_field"),
        ("limit=many", "limit", "integer"),
        ("limit=1.0", "limit", "integer"),
        ("limit=", "limit", "integer"),
        ("limit=0", "limit", "at_least"),
        ("limit=201", "limit", "at_most"),
        ("cursor=nonsense", "cursor", "cursor"),
        ("cursor=%00", "cursor", "plain_text"),
        (f"cursor={'x' * 101}", "cursor", "longest"),
        (f"cursor={'x' * 2001}", "cursor", "longest"),
        ("cursor=%ff", "query", "utf_8"),
    ],
)
async def test_query_strings_are_read_strictly(
    program: httpx.AsyncClient, query: str, field: str, expected: str
) -> None:
    answer = await program.get(f"/api/v1/echo/numbers?{query}")

    assert answer.status_code == 400
    assert [(each["field"], each["expected"]) for each in answer.json()["errors"]] == [
        (field, expected)
    ]


async def test_an_address_with_an_id_takes_no_query_string(program: httpx.AsyncClient) -> None:
    answer = await program.patch(f"{WISHES}/{ROOM}?title=x", json={})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "title"


async def test_a_list_is_read_page_by_page(program: httpx.AsyncClient) -> None:
    first = (await program.get("/api/v1/echo/numbers?limit=3")).json()
    second = (await program.get(f"/api/v1/echo/numbers?limit=3&cursor={first['next']}")).json()

    assert [item["id"][-1] for item in first["items"]] == ["1", "2", "3"]
    assert [item["id"][-1] for item in second["items"]] == ["4", "5"]
    assert second["next"] is None


async def test_an_id_that_is_none_is_not_found(program: httpx.AsyncClient) -> None:
    answer = await program.patch(f"{WISHES}/17", json={})

    assert (answer.status_code, answer.json()["type"]) == (404, "urn:lintas:no_such_page")


async def test_what_a_patch_leaves_out_is_left_alone(program: httpx.AsyncClient) -> None:
    answer = await program.patch(f"{WISHES}/{ROOM}", json={}, headers={"If-Match": '"3"'})

    assert answer.json() == {"said": "UNSET 3"}


@pytest.mark.parametrize("version", ["three", '"', "-1"])
async def test_if_match_names_a_version(program: httpx.AsyncClient, version: str) -> None:
    answer = await program.patch(f"{WISHES}/{ROOM}", json={}, headers={"If-Match": version})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "If-Match")


async def test_a_tag_of_others_is_no_version_that_stands(program: httpx.AsyncClient) -> None:
    answer = await program.patch(f"{WISHES}/{ROOM}", json={}, headers={"If-Match": '"abc"'})

    assert (answer.status_code, answer.json()["errors"][0]["value"]) == (412, '"abc"')


@pytest.mark.parametrize(
    ("key", "status"), [("k" * 255, 201), ("k" * 256, 400), ("kéy", 400), ("", 400)]
)
async def test_idempotency_keys_are_printable_and_short(
    program: httpx.AsyncClient, key: str, status: int
) -> None:
    headers = {"Idempotency-Key": key.encode()}

    answer = await program.post("/api/v1/echo/decisions", headers=headers)

    assert answer.status_code == status


async def test_an_address_that_is_none_is_not_found(program: httpx.AsyncClient) -> None:
    answer = await program.get("/api/v1/nonsense")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_another_method_is_told_which_there_are(program: httpx.AsyncClient) -> None:
    answer = await program.delete(f"{WISHES}/{ROOM}")

    assert answer.status_code == 405
    assert answer.json()["errors"][0]["value"] == "DELETE"
    assert sorted(answer.headers["allow"].split(", ")) == ["OPTIONS", "PATCH"]


async def test_a_bug_tells_nothing_but_its_reference(
    program: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await program.get("/api/v1/echo/bug")

    bugs = [record for record in caplog.records if record.levelname == "ERROR"]
    reference = bugs[0].getMessage().rpartition(" ")[2]
    assert (answer.status_code, len(bugs)) == (500, 1)
    assert "hunter2" not in answer.text
    assert reference == answer.json()["reference"]


async def test_a_refusal_of_no_table_is_a_conflict(program: httpx.AsyncClient) -> None:
    answer = await program.get("/api/v1/echo/refusal")

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:lintas:nothing_agreed")
