"""Commands, as an operator types them."""

import asyncio
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from lintas.cli import main
from lintas.domain.accounts import CredentialKind, Visit
from lintas.domain.secret import hash_secret
from lintas.store import engines
from lintas.store.credentials import find_visit
from tests.builders import NOW
from tests.conftest import Database, Templates

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run one command on the test's database: its status, stdout and stderr."""
    monkeypatch.setenv("LINTAS_DATABASE_URL", database.url)

    def running(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", StringIO(typed))
        try:
            main(arguments)
            status = 0
        except SystemExit as ended:
            status = int(str(ended.code))
        said = capsys.readouterr()
        return status, said.out, said.err

    return running


def ask(database: Database, sql: str) -> list[dict[str, Any]]:
    async def asking() -> list[dict[str, Any]]:
        engine = engines.open_engine(database.url)
        engines.use(engine)
        rows = await engines.fetch(sql)
        await engines.close(engine)
        return rows

    return asyncio.run(asking())


def visit_with(database: Database, token: str) -> Visit:
    async def visiting() -> Visit:
        engine = engines.open_engine(database.url)
        engines.use(engine)
        visit = await find_visit(CredentialKind.TOKEN, hash_secret(token), now=NOW)
        await engines.close(engine)
        return visit

    return asyncio.run(visiting())


def test_a_token_is_all_that_is_printed(run: Run, database: Database) -> None:
    status, out, err = run("token", "--email", "Op@Contoh.go.id", "--role", "operator")

    assert (status, err) == (0, "")
    assert re.fullmatch(r"lintas_[\w-]{43}\n", out)
    visit = visit_with(database, out.strip())
    assert (visit.actor.email, visit.actor.is_operator) == ("op@contoh.go.id", True)


def test_an_operators_account_is_no_operator_by_itself(run: Run, database: Database) -> None:
    run("token", "--email", "op@contoh.go.id", "--role", "operator")
    _, out, _ = run("token", "--email", "op@contoh.go.id")

    assert visit_with(database, out.strip()).actor.memberships == ()
    assert len(ask(database, "SELECT id FROM account")) == 1


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--role", "coordinator"), "regency=None"),
        (("--role", "coordinator", "--regency", "99.99"), "regency='99.99'"),
        (("--role", "king"), "'king'"),
        (("--role", "operator", "--email", "nobody"), "email='nobody'"),
    ],
)
def test_a_token_for_nobody_is_refused(
    run: Run, database: Database, arguments: tuple[str, ...], named: str
) -> None:
    status, out, err = run("token", "--email", "op@contoh.go.id", *arguments)

    assert (status, out) == (2, "")
    assert named in err
    assert ask(database, "SELECT id FROM account") == []


def test_an_account_is_made_given_a_password_and_closed(run: Run, database: Database) -> None:
    email = ("--email", "admin@contoh.go.id")

    added = run("user", "add", *email, "--name", "Admin", "--role", "admin")
    again = run("user", "add", *email, "--name", "Another", "--role", "admin")
    weak = run("user", "password", *email, typed="too short\n")
    set_one = run("user", "password", *email, typed="kuda putih di ladang\n")
    closed = run("user", "disable", *email)
    listed = run("user", "list")

    assert re.fullmatch(r"http://127\.0\.0\.1:8000/masuk/[\w-]{43}\n", added[1])
    assert [each[0] for each in (again, weak, set_one, closed)] == [2, 2, 0, 0]
    assert "too short" not in weak[2]
    assert listed[1] == "admin@contoh.go.id\tAdmin\tadmin (disabled)\n"
    assert ask(database, "SELECT password_hash FROM account")[0]["password_hash"].startswith(
        "$argon2id$v=19$m=19456,t=2,p=1$"
    )


def test_what_the_shell_does_is_kept(run: Run, database: Database) -> None:
    run("token", "--email", "op@contoh.go.id", "--role", "operator")

    entries = ask(database, "SELECT verb, actor, subject_kind FROM audit_entry")
    assert [(each["verb"], int(each["actor"].int), each["subject_kind"]) for each in entries] == [
        ("issue_token", 0, "account")
    ]


def test_every_law_is_printed(run: Run) -> None:
    _, out, _ = run("rules")

    assert "venue_clash" in out


def test_migrating_twice_has_nothing_to_do(run: Run) -> None:
    assert run("migrate") == (0, "nothing to do\n", "")


def test_a_setting_that_is_none_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINTAS_PORT", "http")

    status, _, err = run("migrate")

    assert (status, err) == (
        2,
        "lintas migrate: LINTAS_PORT has value 'http': expected a whole number from 0\n",
    )


async def test_a_backup_comes_back(
    templates: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINTAS_DATABASE_URL", await templates.copy("sqlite"))
    copy = str(tmp_path / "copy.sqlite")

    await asyncio.to_thread(main, ["backup", copy])
    await asyncio.to_thread(main, ["token", "--email", "op@contoh.go.id"])
    await asyncio.to_thread(main, ["restore", copy])

    engine = engines.current()
    assert await engines.fetch("SELECT id FROM account") == []
    await engines.close(engine)


def test_what_was_done_is_checked_from_the_shell(
    run: Run, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINTAS_SECRET_KEY", "rahasia yang tetap")
    run("token", "--email", "op@contoh.go.id")

    _, head, _ = run("audit", "head")
    _, key, _ = run("audit", "key")
    whole = run("audit", "verify", "--head", head)

    assert head.startswith("lintas-audit ")
    assert whole == (0, f"{head.split()[1]} entries, 1 heads, 0 not chained\nwhole: {head}", "")
    monkeypatch.delenv("LINTAS_SECRET_KEY")
    assert run("audit", "verify", "--key", key.strip())[0] == 0
    monkeypatch.setenv("LINTAS_SECRET_KEY", "yang lain")
    status, _, said = run("audit", "verify")
    assert (status, "is not by this key" in said) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("key",), "LINTAS_SECRET_KEY is not set"),
        (("verify", "--key", "bukan"), "bukan"),
        (("verify", "--head", "bukan"), "bukan"),
        (("verify", "--head", f"lintas-audit 9 {'ab' * 32} 2026-11-24T00:00:00+00:00"), "broken"),
    ],
    ids=["no secret", "no key", "no head", "another past"],
)
def test_what_proves_nothing_is_named(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    expected: str,
) -> None:
    run("token", "--email", "op@contoh.go.id")
    monkeypatch.setenv("LINTAS_SECRET_KEY", "rahasia yang tetap")
    run("audit", "head")
    monkeypatch.delenv("LINTAS_SECRET_KEY")

    status, _, said = run("audit", *arguments)

    assert (status, expected in said) == (2, True)


def test_whom_a_breach_concerns_is_one_command(run: Run, database: Database) -> None:
    run("token", "--email", "op@contoh.go.id", "--role", "operator")

    status, out, err = run("people", "breach")
    never = run("people", "breach", "--until", "2001-01-01")
    unread = run("people", "breach", "--since", "kemarin")

    assert (status, err) == (0, "1 to be told\n")
    assert "op@contoh.go.id" in out
    assert never[:1] + never[2:] == (0, "0 to be told\n")
    assert unread[0] == 2
