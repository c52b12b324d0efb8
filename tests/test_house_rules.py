"""Rules of this house that no off-the-shelf linter knows. Each says what to do instead."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import lintas
import lintas.cli
import lintas.rules

SOURCE = Path(lintas.__file__).parent
ROOT = SOURCE.parent.parent
MODULES = {
    path.relative_to(SOURCE): ast.parse(path.read_text())
    for path in sorted(SOURCE.rglob("*.py"))
    if "piccolo_migrations" not in path.parts
}
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SUPPRESSION = re.compile(
    r"# (noqa(: [A-Z0-9, ]+)?|type: ignore(\[[^]]*\])?|pragma: no \w+)(?P<why>.*)"
)
WRITERS = {"store", "actions", "intake", "alerts"}


def text(path: Path) -> str:
    return (SOURCE / path).read_text()


def package(path: Path) -> str:
    return path.parts[0].removesuffix(".py")


# Shape


def test_a_module_fits_on_a_few_screens() -> None:
    long = [f"{path}: {n} lines" for path in MODULES if (n := text(path).count("\n")) > 250]

    assert long == [], "make each a folder of the same name, one module per thing it does"


def test_a_module_is_named_for_what_it_holds() -> None:
    vague = {"utils", "util", "helpers", "manager", "managers", "data", "info", "common", "misc"}

    assert [str(path) for path in MODULES if path.stem in vague] == [], "name the thing"


def test_the_map_in_the_package_docstring_is_the_territory() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    from_below = [name for line in reversed(layers) for name in line.split(" | ")]

    mapped = re.findall(r"^    (\w+) ", lintas.__doc__ or "", flags=re.MULTILINE)

    assert mapped == from_below, "src/lintas/__init__.py and pyproject.toml name the same layers"


def test_every_suppression_says_why() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in [*(SOURCE / path for path in MODULES), *TESTS]
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if (found := SUPPRESSION.search(line)) and not re.search(r"(--|#) \w", found["why"])
        if path != Path(__file__)
    ]

    assert silent == [], "write `# noqa: CODE -- why` or `# type: ignore[code]  # why`"


# Writing


def written_by(module: ast.Module) -> Iterator[str]:
    """Names of the store's writing functions that a module imports or reaches for."""
    modules: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lintas.store"):
            modules |= {alias.asname or alias.name for alias in node.names}
            yield from (alias.name for alias in node.names if writes(alias.name))
    yield from (
        ast.unparse(node)
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and writes(node.attr)
        if ast.unparse(node.value).removeprefix("lintas.store.") in modules
    )


def writes(name: str) -> bool:
    return name == "writing" or name.startswith(("add_", "save_", "remove_"))


def test_only_some_packages_write() -> None:
    writing = [
        f"{path}: {name}"
        for path, module in MODULES.items()
        if package(path) not in WRITERS
        for name in written_by(module)
    ]

    assert writing == [], "call an action; only actions, intake and alerts write"


def test_only_writing_opens_transactions() -> None:
    opened = [
        f"{path}:{node.lineno}"
        for path, module in MODULES.items()
        if not str(path.with_suffix("")).startswith("store/transaction")
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in {"transaction", "atomic"}
    ]

    assert opened == [], "use `async with writing()`: Piccolo's own leaks when COMMIT fails"


# Laws


def test_every_law_is_judged() -> None:
    written = {
        node.name
        for path, module in MODULES.items()
        if package(path) == "rules"
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if ast.unparse(decorator).split("(")[0] in {"blocks", "blocks_unless", "warns", "informs"}
    }

    assert {rule.code for rule in lintas.rules.RULES} == written, "list it in rules/__init__.py"


def test_a_law_is_one_sentence() -> None:
    long = [
        rule.code
        for rule in lintas.rules.RULES
        if not rule.law.endswith(".") or "\n" in rule.law or ". " in rule.law
    ]

    assert long == [], "a rule's docstring is one sentence on one line: people read it"


def bound(side: ast.expr) -> str | None:
    """Whether a name or attribute speaks of a beginning or of an end, as names here do."""
    name = side.attr if isinstance(side, ast.Attribute) else getattr(side, "id", "")
    words = set(name.split("_"))
    if words & {"start", "starts", "begin", "begins"}:
        return "start"
    return "end" if words & {"end", "ends", "until"} else None


def crossings(node: ast.BoolOp) -> int:
    """How many of its comparisons hold a beginning against an end: two are an overlap."""
    return sum(
        {bound(left), bound(right)} == {"start", "end"}
        for value in node.values
        if isinstance(value, ast.Compare)
        for left, right in pairwise([value.left, *value.comparators])
    )


def test_overlapping_is_spelled_once() -> None:
    spelled = [
        str(path)
        for path, module in MODULES.items()
        for node in ast.walk(module)
        if isinstance(node, ast.BoolOp) and crossings(node) > 1
    ]

    assert spelled == ["domain/timespan.py"], "ask `span.overlaps(other)`"


# Prose


def readme() -> str:
    return (ROOT / "README.md").read_text()


def test_readme_lists_every_law() -> None:
    unsaid = [rule.code for rule in lintas.rules.RULES if f"`{rule.code}`" not in readme()]

    assert unsaid == [], "add it to README's table of laws, in backticks"


def test_readme_lists_every_setting_and_no_other() -> None:
    setting = re.compile(r"LINTAS_[A-Z]+(?:_[A-Z]+)*")
    read = {
        name
        for path in MODULES
        if package(path) == "settings"
        for name in setting.findall(text(path))
    }

    told = {name for name in setting.findall(readme()) if not name.startswith("LINTAS_TEST")}

    assert told == read, "README's table of settings and lintas/settings.py name the same"


def test_readme_lists_every_command_and_no_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["lintas", "--help"])
    with pytest.raises(SystemExit):
        lintas.cli.main()
    usage = re.search(r"\{([\w,\s-]+)\}", capsys.readouterr().out)
    assert usage, "`lintas --help` lists its commands as argparse does: {serve,work,…}"

    told = set(re.findall(r"(?:^|[`/ ])lintas ([a-z][a-z-]+)", readme(), flags=re.MULTILINE))

    assert told == {name.strip() for name in usage[1].split(",")}, "README's table of commands"
