"""What every answer bears, and who gets which form of it."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from lintas.domain.accounts import Account
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId
from lintas.settings import Settings
from lintas.store import engines
from lintas.store.accounts import add_account
from lintas.store.engines import raw
from tests.conftest import Database, Templates
from tests.web.conftest import SETTINGS
from tests.web.echo import echo_router
from tests.web.serving import browser_of, serve

NOW, RINA = datetime(2026, 12, 1, tzinfo=UTC), "rina@contoh.go.id"
POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'"
)


@pytest.mark.parametrize("path", ["/masuk", "/nonsense", "/api/v1/me", "/health"])
async def test_every_answer_is_armoured(browser: httpx.AsyncClient, path: str) -> None:
    headers = (await browser.get(path)).headers

    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in headers


async def test_https_stays_https(database: Database) -> None:
    settings = Settings.from_environment({"LINTAS_PUBLIC_URL": "https://lintas.example"})
    async with browser_of(serve(settings), "https://lintas.example") as browser:
        answer = await browser.get("/masuk")

    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert answer.headers["set-cookie"].startswith("__Host-guest=")
    for mark in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"):
        assert mark.lower() in answer.headers["set-cookie"].lower()


async def test_an_error_is_a_page_for_people(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/nonsense")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Halaman ini tidak ada." in answer.text


async def test_an_error_is_problem_details_for_programs(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/nonsense", headers={"Accept": "application/json"})

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:lintas:no_such_page"


async def test_programs_are_told_in_their_language(program: httpx.AsyncClient) -> None:
    said = [
        (await program.get("/api/v1/nonsense", headers={"Accept-Language": language})).json()
        for language in ("id-ID,id;q=0.9,en;q=0.8", "de, en-GB", "de", "")
    ]

    assert [problem["detail"] for problem in said] == [
        "Halaman ini tidak ada.",
        "There is nothing at this address.",
        "Halaman ini tidak ada.",
        "Halaman ini tidak ada.",
    ]


async def test_head_is_get_without_a_body(browser: httpx.AsyncClient) -> None:
    head, get = await browser.head("/masuk"), await browser.get("/masuk")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"]


async def test_files_never_change_under_their_address(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/masuk")).text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]

    answer = await browser.get(address)

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert len(answer.content) <= 14_000
    assert (await browser.get("/static/lintas.css")).status_code == 404


async def test_no_page_holds_a_script_or_a_style(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/masuk")).text

    assert "<script" not in page
    assert "style=" not in page
    assert "http://" not in page.replace("http://www.w3.org/", "")


async def test_secrets_in_paths_stay_out_of_the_log(
    browser: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "lintas.access")
    secret = "A1b2" * 10 + "xyz"

    for path in (f"/masuk/{secret}", f"/p/{secret}/baca", f"/k/{secret}.ics", f"/tempat/{secret}"):
        await browser.get(path, params={"next": secret})

    assert secret not in caplog.text
    assert "GET '/p/***/baca' 405" in caplog.text


async def test_watchers_are_told_the_truth(browser: httpx.AsyncClient) -> None:
    health, ready = await browser.get("/health"), await browser.get("/ready")

    assert (health.status_code, health.json()) == (200, {"status": "alive"})
    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})


async def test_a_database_that_is_away_is_a_503_and_passes(
    program: httpx.AsyncClient, database: Database, tmp_path: Path
) -> None:
    here, nowhere = engines.current(), engines.open_engine(_nowhere(database, tmp_path))

    engines.use(nowhere)
    away = [await program.get(path) for path in ("/api/v1/me", "/ready", "/health")]
    engines.use(here)
    back = await program.get("/api/v1/me")

    assert [answer.status_code for answer in away] == [503, 503, 200]
    assert int(away[0].headers["retry-after"]) > 0
    assert away[0].json()["type"] == "urn:lintas:store_unavailable"
    assert back.status_code == 200


async def test_a_locked_database_is_a_503_and_nothing_is_kept(
    tmp_path: Path, templates: Templates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw, "BUSY_PATIENCE", 0.1)
    url = await templates.copy("sqlite")
    engine = engines.open_engine(url)
    engines.use(engine)
    async with browser_of(serve(SETTINGS, echo_router())) as browser:
        await add_account(Account(AccountId(new_id(NOW)), RINA, "Rina"), now=NOW)
        page = (await browser.get("/masuk")).text
        form = {"_csrf": page.split('name="_csrf" value="')[1][:80], "email": RINA}

        other = sqlite3.connect(url.removeprefix("sqlite:///"))
        other.execute("BEGIN IMMEDIATE")
        locked = await browser.post("/masuk/tautan", data=form)
        other.execute("ROLLBACK")
        free = await browser.post("/masuk/tautan", data=form)
        other.close()

    queued = await engines.fetch("SELECT id FROM message")
    await engines.close(engine)
    assert (locked.status_code, locked.headers["retry-after"]) == (503, "1")
    assert (free.status_code, len(queued)) == (200, 1)


async def test_an_empty_database_is_not_ready(tmp_path: Path) -> None:
    engine = engines.open_engine(f"sqlite:///{tmp_path / 'new.sqlite'}")
    engines.use(engine)
    async with browser_of(serve(SETTINGS)) as browser:
        answer = await browser.get("/ready", headers={"Accept": "application/json"})
    await engines.close(engine)

    assert (answer.status_code, answer.json()["type"]) == (503, "urn:lintas:schema_behind")


async def test_the_api_describes_itself_exactly(browser: httpx.AsyncClient) -> None:
    described = (await browser.get("/schema/openapi.json")).json()

    wish = described["paths"]["/api/v1/echo/wishes"]["post"]
    assert sorted(wish["responses"]) == sorted(
        ["201", "400", "401", "404", "409", "413", "415", "422", "500", "503"]
    )
    assert {
        media
        for status, response in wish["responses"].items()
        if status != "201"
        for media in response["content"]
    } == {"application/problem+json"}
    schemas = described["components"]["schemas"]
    assert schemas["Wish"]["additionalProperties"] is False
    assert schemas["Meeting"]["additionalProperties"] is False
    assert schemas["Meeting"]["properties"]["starts_at"]["format"] == "date-time"
    assert sorted(schemas["Wish"]["required"]) == ["headcount", "room_id", "sessions"]


def _nowhere(database: Database, folder: Path) -> str:
    if database.kind == "postgres":
        return "postgresql://nobody@127.0.0.1:1/nothing"
    return f"sqlite:///{folder / 'no such folder' / 'lintas.sqlite'}"
