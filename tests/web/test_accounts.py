"""Accounts, kept by those who may."""

import re

import httpx
import pytest

from lintas.actions.accounts.sign_in import sign_in
from lintas.actions.steps.passwords import hash_password
from lintas.domain.accounts import Account
from lintas.domain.agencies import Regency, RegencyCode, RegencyKind
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId, Membership, Role
from lintas.store.accounts import add_account
from lintas.store.agencies import add_regency
from lintas.store.engines import fetch
from tests.conftest import Database
from tests.web.test_login import NOW, PASSWORD, name_on, token_on

ANOTHER = "sapi hitam di kebun teh"
SERANG, BANDUNG = RegencyCode("36.04"), RegencyCode("32.04")


async def add_somebody(name: str, role: Role, regency: RegencyCode | None) -> AccountId:
    membership = Membership(role, regency)
    account = Account(AccountId(new_id(NOW)), f"{name}@contoh.go.id", name.title(), (membership,))
    await add_account(account, password_hash=await hash_password(PASSWORD), now=NOW)
    return account.id


@pytest.fixture
async def offices(database: Database) -> dict[str, AccountId]:
    """Two regencies, each with a coordinator; a trainer and an admin."""
    for code, name in ((SERANG, "Kabupaten Serang"), (BANDUNG, "Kabupaten Bandung")):
        await add_regency(Regency(code, name, RegencyKind.KABUPATEN, "Jawa", "Asia/Jakarta"))
    return {
        "rina": await add_somebody("rina", Role.COORDINATOR, SERANG),
        "tono": await add_somebody("tono", Role.TRAINER, SERANG),
        "dewi": await add_somebody("dewi", Role.COORDINATOR, BANDUNG),
        "ayu": await add_somebody("ayu", Role.ADMIN, None),
    }


async def enter_as(browser: httpx.AsyncClient, name: str) -> None:
    secret = await sign_in(email=f"{name}@contoh.go.id", password=PASSWORD, now=NOW)
    browser.cookies.clear()
    browser.cookies.set("sid", secret, domain="127.0.0.1", path="/")


async def send(browser: httpx.AsyncClient, path: str, **typed: str) -> httpx.Response:
    return await browser.post(path, data={"_csrf": await token_on(browser, "/akun/saya"), **typed})


async def test_a_coordinator_sees_the_own_regencys_accounts(
    browser: httpx.AsyncClient, offices: dict[str, AccountId]
) -> None:
    await enter_as(browser, "rina")
    page = (await browser.get("/akun")).text

    assert sorted(set(re.findall(r"(\w+)@contoh", page))) == ["rina", "tono"]
    assert "Pengajar, Kabupaten Serang" in page


async def test_a_trainer_keeps_no_accounts(
    browser: httpx.AsyncClient, offices: dict[str, AccountId]
) -> None:
    await enter_as(browser, "tono")

    assert (await browser.get("/akun")).status_code == 403
    assert 'href="/akun"' not in (await browser.get("/")).text


async def test_an_invited_colleague_comes_in_by_the_link(
    browser: httpx.AsyncClient, offices: dict[str, AccountId]
) -> None:
    await enter_as(browser, "rina")
    form = {"name": "Budi", "email": "Budi@contoh.go.id", "role": "venue_manager"}
    page = (await send(browser, "/akun", **form, regency=SERANG)).text
    found = re.search(r"http://127\.0\.0\.1:8000(/masuk/[\w-]{43})<", page)
    assert found
    browser.cookies.clear()

    answer = await browser.post(found[1], data={"_csrf": await token_on(browser, found[1])})

    assert answer.status_code == 303
    assert await name_on(browser) == "Budi"
    assert "https://wa.me/?text=" in page


@pytest.mark.parametrize(
    ("typed", "status", "marked"),
    [
        ({"email": "tono@contoh.go.id"}, 409, ["email"]),
        ({"email": "nobody"}, 422, ["email"]),
        ({"name": ""}, 422, ["name"]),
        ({"role": ""}, 422, ["role"]),
        ({"regency": ""}, 422, ["regency"]),
        ({"regency": BANDUNG}, 403, []),
        ({"role": "admin"}, 403, []),
        ({"role": "operator"}, 403, []),
    ],
    ids=str,
)
async def test_an_invitation_that_cannot_be(
    browser: httpx.AsyncClient,
    offices: dict[str, AccountId],
    typed: dict[str, str],
    status: int,
    marked: list[str],
) -> None:
    await enter_as(browser, "rina")
    form = {"name": "Budi", "email": "budi@contoh.go.id", "role": "trainer", "regency": SERANG}
    answer = await send(browser, "/akun", **{**form, **typed})

    assert answer.status_code == status
    assert re.findall(r'id="(\w+)-error"', answer.text) == marked
    assert len(await fetch("SELECT id FROM account")) == len(offices)


async def test_a_link_for_a_colleague_is_made_where_one_keeps_accounts(
    browser: httpx.AsyncClient, offices: dict[str, AccountId]
) -> None:
    await enter_as(browser, "rina")

    answers = [
        (await send(browser, f"/akun/{offices[name]}/tautan")).status_code
        for name in ("tono", "dewi", "ayu")
    ]

    assert answers == [200, 404, 404]


async def test_nobody_comes_into_another_regency_by_a_colleagues_link(
    browser: httpx.AsyncClient, offices: dict[str, AccountId]
) -> None:
    both = (Membership(Role.TRAINER, SERANG), Membership(Role.COORDINATOR, BANDUNG))
    shared = Account(AccountId(new_id(NOW)), "shared@contoh.go.id", "Shared", both)
    await add_account(shared, now=NOW)
    await enter_as(browser, "rina")

    answers = [
        (await send(browser, f"/akun/{shared.id}/{verb}")).status_code
        for verb in ("tautan", "tutup")
    ]

    assert answers == [403, 403]


async def test_a_closed_account_is_out(
    browser: httpx.AsyncClient, offices: dict[str, AccountId]
) -> None:
    await enter_as(browser, "tono")
    stolen = browser.cookies["sid"]
    await enter_as(browser, "rina")
    answer = await send(browser, f"/akun/{offices['tono']}/tutup")

    browser.cookies.clear()
    page = await browser.get("/", headers={"Cookie": f"sid={stolen}"})

    assert (answer.status_code, page.status_code) == (303, 303)
    assert page.headers["location"] == "/masuk?next=/"


async def test_a_new_password_signs_out_every_other_browser(
    browser: httpx.AsyncClient, offices: dict[str, AccountId]
) -> None:
    await enter_as(browser, "rina")
    other = browser.cookies["sid"]
    await enter_as(browser, "rina")

    answer = await send(browser, "/akun/saya/sandi", present=PASSWORD, new=ANOTHER)
    page = await browser.get("/", headers={"Cookie": f"sid={other}"})

    assert (answer.status_code, page.status_code) == (303, 303)
    assert await name_on(browser) == "Rina"
    assert await sign_in(email="rina@contoh.go.id", password=ANOTHER, now=NOW)


@pytest.mark.parametrize(
    ("present", "new", "marked"),
    [(PASSWORD, "too short", "new"), ("something else", ANOTHER, "present")],
)
async def test_a_password_that_cannot_be(
    browser: httpx.AsyncClient,
    offices: dict[str, AccountId],
    present: str,
    new: str,
    marked: str,
) -> None:
    await enter_as(browser, "rina")
    answer = await send(browser, "/akun/saya/sandi", present=present, new=new)

    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-error"', answer.text) == [marked]
    assert new not in answer.text


async def test_signing_out_everywhere_leaves_no_browser_in(
    browser: httpx.AsyncClient, offices: dict[str, AccountId]
) -> None:
    await enter_as(browser, "rina")
    other = browser.cookies["sid"]
    await enter_as(browser, "rina")
    await send(browser, "/akun/saya/keluar")

    page = await browser.get("/", headers={"Cookie": f"sid={other}"})

    assert page.headers["location"] == "/masuk?next=/"
    assert await name_on(browser) == ""
