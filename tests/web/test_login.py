"""Signing in and out, and who tries to get in without."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from lintas.actions.accounts.ask_for_link import make_link_for_mail
from lintas.actions.steps.passwords import hash_password
from lintas.domain.accounts import Account, Credential, CredentialId, CredentialKind
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId
from lintas.domain.secret import hash_secret, new_secret
from lintas.store.accounts import add_account
from lintas.store.credentials import add_credential
from lintas.store.engines import fetch
from tests.conftest import Database
from tests.web.serving import HERE

EMAIL, PASSWORD = "rina@contoh.go.id", "kuda putih di ladang"
NOW = datetime.now(UTC)


@pytest.fixture
async def rina(database: Database) -> AccountId:
    """Somebody with an account and a password, and no role."""
    account = Account(AccountId(new_id(NOW)), EMAIL, "Rina")
    await add_account(account, password_hash=await hash_password(PASSWORD), now=NOW)
    return account.id


async def token_on(browser: httpx.AsyncClient, path: str = "/masuk") -> str:
    found = re.search(r'name="_csrf" value="(\w+)"', (await browser.get(path)).text)
    assert found
    return found[1]


async def log_in(browser: httpx.AsyncClient, **typed: str) -> httpx.Response:
    form = {"_csrf": await token_on(browser), "email": EMAIL, "password": PASSWORD, **typed}
    return await browser.post("/masuk", data=form)


async def name_on(browser: httpx.AsyncClient) -> str:
    """Who the front page thinks it is; empty for a stranger."""
    found = re.search(r'class="name"[^>]*>([^<]*)<', (await browser.get("/")).text)
    return found[1] if found else ""


async def test_a_password_opens_the_pages(browser: httpx.AsyncClient, rina: AccountId) -> None:
    answer = await log_in(browser)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert await name_on(browser) == "Rina"


async def test_strangers_are_sent_to_sign_in_and_come_back(
    browser: httpx.AsyncClient, rina: AccountId
) -> None:
    sent = await browser.get("/")
    answer = await log_in(browser, next="/peminjaman/baru")

    assert (sent.status_code, sent.headers["location"]) == (303, "/masuk?next=/")
    assert answer.headers["location"] == "/peminjaman/baru"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil"],
)
async def test_nobody_is_sent_to_another_site(
    browser: httpx.AsyncClient, rina: AccountId, elsewhere: str
) -> None:
    answer = await log_in(browser, next=elsewhere)

    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    "typed", [{"password": "kuda hitam di ladang"}, {"email": "nobody@contoh.go.id"}]
)
async def test_a_refusal_tells_nobody_who_has_an_account(
    browser: httpx.AsyncClient, rina: AccountId, typed: dict[str, str]
) -> None:
    answer = await log_in(browser, **typed)

    assert answer.status_code == 422
    assert "Surel atau kata sandi tidak cocok." in answer.text
    assert f'value="{typed.get("email", EMAIL)}"' in answer.text
    assert typed.get("password", PASSWORD) not in answer.text
    assert await name_on(browser) == ""


async def test_what_is_missing_is_marked_in_its_place(
    browser: httpx.AsyncClient, rina: AccountId
) -> None:
    answer = await log_in(browser, email="", password="")

    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-error"', answer.text) == ["email", "password"]


async def test_guessing_becomes_slow(browser: httpx.AsyncClient, rina: AccountId) -> None:
    token = await token_on(browser)
    form = {"_csrf": token, "email": "guessed@contoh.go.id", "password": "x"}

    tries = [(await browser.post("/masuk", data=form)).status_code for _ in range(11)]
    answer = await browser.post("/masuk", data=form)

    assert tries == [422] * 10 + [429]
    assert int(answer.headers["retry-after"]) > 0


async def test_signing_in_never_keeps_a_cookie_from_before(
    browser: httpx.AsyncClient, rina: AccountId
) -> None:
    planted = new_secret()
    form = {"_csrf": await token_on(browser), "email": EMAIL, "password": PASSWORD}
    kept = {"Cookie": f"sid={planted}; guest={browser.cookies['guest']}"}
    answer = await browser.post("/masuk", data=form, headers=kept)

    attacker = await browser.get("/", headers={"Cookie": f"sid={planted}"})

    assert answer.status_code == 303
    assert browser.cookies["sid"] != planted
    assert (attacker.status_code, attacker.headers["location"]) == (303, "/masuk?next=/")


async def test_a_second_sign_in_is_another_session(
    browser: httpx.AsyncClient, rina: AccountId
) -> None:
    await log_in(browser)
    first = browser.cookies["sid"]
    browser.cookies.delete("sid")
    await log_in(browser)

    assert browser.cookies["sid"] != first


async def test_signing_out_ends_the_session_on_the_server(
    browser: httpx.AsyncClient, rina: AccountId
) -> None:
    await log_in(browser)
    stolen = browser.cookies["sid"]
    answer = await browser.post("/keluar", data={"_csrf": await token_on(browser, "/")})

    browser.cookies.clear()
    browser.cookies.set("sid", stolen)

    assert (answer.status_code, answer.headers["location"]) == (303, "/masuk")
    assert await name_on(browser) == ""


async def test_the_secret_itself_is_kept_nowhere(
    browser: httpx.AsyncClient, rina: AccountId
) -> None:
    await log_in(browser)

    rows = await fetch("SELECT * FROM credential")
    assert browser.cookies["sid"] not in str(rows)
    assert [row["secret_hash"] for row in rows] == [hash_secret(browser.cookies["sid"])]


@pytest.mark.parametrize(
    ("idle", "age", "name"),
    [
        (timedelta(hours=7), timedelta(days=6), "Rina"),
        (timedelta(hours=9), timedelta(days=1), ""),
        (timedelta(), timedelta(days=8), ""),
    ],
    ids=["in use", "left for a working day", "a week old"],
)
async def test_sessions_end_by_themselves(
    browser: httpx.AsyncClient, rina: AccountId, idle: timedelta, age: timedelta, name: str
) -> None:
    await log_in(browser)
    await fetch(
        "UPDATE credential SET last_seen_at = $1, expires_at = $2",
        NOW - idle,
        NOW - age + timedelta(days=7),
    )

    assert await name_on(browser) == name


async def test_using_a_session_keeps_it(browser: httpx.AsyncClient, rina: AccountId) -> None:
    await log_in(browser)
    await fetch("UPDATE credential SET last_seen_at = $1", NOW - timedelta(hours=7))
    await browser.get("/")

    seen = await fetch(
        "SELECT id FROM credential WHERE last_seen_at > $1", NOW - timedelta(hours=1)
    )
    assert len(seen) == 1


async def test_a_disabled_account_is_out_at_once(
    browser: httpx.AsyncClient, rina: AccountId
) -> None:
    await log_in(browser)
    await fetch("UPDATE account SET disabled_at = $1", NOW)

    assert await name_on(browser) == ""
    assert (await log_in(browser)).status_code == 422


# One-time links


async def test_looking_at_a_link_does_not_use_it(
    browser: httpx.AsyncClient, rina: AccountId
) -> None:
    path = f"/masuk/{await make_link_for_mail(rina, now=NOW)}"
    looks = [(await browser.get(path)).status_code for _ in range(3)]
    previewed = await browser.head(path)

    answer = await browser.post(path, data={"_csrf": await token_on(browser, path)})

    assert (looks, previewed.status_code) == ([200, 200, 200], 200)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert await name_on(browser) == "Rina"


async def test_a_link_works_once(browser: httpx.AsyncClient, rina: AccountId) -> None:
    path = f"/masuk/{await make_link_for_mail(rina, now=NOW)}"
    token = await token_on(browser, path)
    await browser.post(path, data={"_csrf": token})
    browser.cookies.delete("sid")

    again = await browser.post(path, data={"_csrf": token})

    assert again.status_code == 410
    assert (await browser.get(path)).status_code == 410
    assert await name_on(browser) == ""


async def test_a_link_lasts_a_day(browser: httpx.AsyncClient, rina: AccountId) -> None:
    path = f"/masuk/{await make_link_for_mail(rina, now=NOW - timedelta(hours=25))}"

    answer = await browser.get(path)

    assert answer.status_code == 410
    assert "Tautan sudah tidak berlaku" in answer.text


async def test_asking_for_a_link_tells_nobody_who_has_an_account(
    browser: httpx.AsyncClient, rina: AccountId
) -> None:
    token = await token_on(browser)
    pages = [
        await browser.post("/masuk/tautan", data={"_csrf": token, "email": email})
        for email in (EMAIL, EMAIL, "nobody@contoh.go.id")
    ]

    queued = await fetch("SELECT kind, channel FROM message")
    texts = {page.text.replace(EMAIL, "X").replace("nobody@contoh.go.id", "X") for page in pages}
    assert [page.status_code for page in pages] == [200] * 3
    assert len({re.sub(r"[0-9a-f]{80}", "", text) for text in texts}) == 1
    assert [(row["kind"], row["channel"]) for row in queued] == [("sign_in_link", "email")]


# Other sites


async def test_a_form_without_our_token_is_refused(
    browser: httpx.AsyncClient, rina: AccountId
) -> None:
    form = {"email": EMAIL, "password": PASSWORD}

    answers = [
        await browser.post("/masuk", data={**form, "_csrf": token})
        for token in ("", "0" * 80, await token_on(browser) + "0")
    ]

    assert [answer.status_code for answer in answers] == [403] * 3


async def test_a_token_is_of_one_browser(browser: httpx.AsyncClient, rina: AccountId) -> None:
    of_another = await token_on(browser)
    browser.cookies.clear()
    await browser.get("/masuk")

    form = {"_csrf": of_another, "email": EMAIL, "password": PASSWORD}
    answer = await browser.post("/masuk", data=form)

    assert answer.status_code == 403


async def test_a_guests_token_is_worth_nothing_once_signed_in(
    browser: httpx.AsyncClient, rina: AccountId
) -> None:
    of_a_guest = await token_on(browser)
    await log_in(browser)

    answer = await browser.post("/keluar", data={"_csrf": of_a_guest})

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": HERE}, 303),
        ({"Origin": "null"}, 303),
    ],
    ids=str,
)
async def test_what_browsers_say_of_other_sites_counts(
    browser: httpx.AsyncClient, rina: AccountId, headers: dict[str, str], status: int
) -> None:
    form = {"_csrf": await token_on(browser), "email": EMAIL, "password": PASSWORD}

    answer = await browser.post("/masuk", data=form, headers=headers)

    assert answer.status_code == status


async def test_forms_come_as_forms(browser: httpx.AsyncClient, rina: AccountId) -> None:
    form = {"_csrf": await token_on(browser), "email": EMAIL, "password": PASSWORD}

    answers = [
        await browser.post("/masuk", json=form),
        await browser.post("/masuk", files={"email": EMAIL.encode()}),
        await browser.post(
            "/masuk",
            content=b"email=%ff",
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        ),
        await browser.post("/masuk", data={**form, "email": "a\x00b"}),
    ]

    assert [answer.status_code for answer in answers] == [415, 415, 400, 400]


# Programs


@dataclass(frozen=True)
class Token:
    text: str


@pytest.fixture
async def token(rina: AccountId) -> Token:
    text = "lintas_" + new_secret()
    await add_credential(
        Credential(CredentialId(new_id(NOW)), rina, CredentialKind.TOKEN, hash_secret(text), NOW)
    )
    return Token(text)


async def test_a_bearer_token_opens_the_api(browser: httpx.AsyncClient, token: Token) -> None:
    answer = await browser.get("/api/v1/me", headers={"Authorization": f"Bearer {token.text}"})

    assert (answer.status_code, answer.json()["email"]) == (200, EMAIL)


@pytest.mark.parametrize(
    "given",
    ["", "Bearer", "Bearer nonsense", "Bearer lintas_" + "x" * 43, "Basic cmluYTp4", "Bearer \x7f"],
)
async def test_without_credentials_nothing_else_is_looked_at(
    browser: httpx.AsyncClient, database: Database, given: str
) -> None:
    headers = {"Authorization": given} if given else {}
    answers = [
        await browser.get("/api/v1/me", headers=headers),
        await browser.get("/api/v1/nonsense?x=1&x=2", headers=headers),
        await browser.delete("/api/v1/me", headers=headers),
        await browser.post("/api/v1/echo/wishes", content=b"[" * 9, headers=headers),
    ]

    assert [answer.status_code for answer in answers] == [401] * 4
    assert {answer.headers["www-authenticate"] for answer in answers} == {'Bearer realm="lintas"'}
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}


async def test_the_api_does_not_read_the_cookie(
    browser: httpx.AsyncClient, rina: AccountId
) -> None:
    await log_in(browser)

    assert (await browser.get("/api/v1/me")).status_code == 401


async def test_pages_do_not_read_the_bearer_token(browser: httpx.AsyncClient, token: Token) -> None:
    answer = await browser.get("/", headers={"Authorization": f"Bearer {token.text}"})

    assert answer.status_code == 303
