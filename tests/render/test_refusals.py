"""Whatever is refused, anywhere in the house, is refused in words."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import lintas
from lintas.domain.people import NotAPhoneNumber
from lintas.domain.refusal import (
    AlreadyThere,
    Fault,
    IllegalState,
    Invalid,
    NotFound,
    Refusal,
    VersionPassed,
    code_of,
)
from lintas.render.catalogues import CATALOGUES
from lintas.render.refusals import field_label, say_fault, say_refusal
from lintas.web.bodies.types import Request

SOURCE = Path(lintas.__file__).parent


def modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(lintas.__path__, "lintas."):
        if "piccolo_migrations" not in found.name and not found.name.endswith("__main__"):
            yield found.name


def below(kind: type) -> set[type]:
    """Every subclass of ours, however far below."""
    found = set()
    for child in kind.__subclasses__():
        found |= {child, *below(child)}
    return {each for each in found if each.__module__.startswith("lintas.")}


def faults_written() -> Iterator[tuple[str, str]]:
    """Where a Fault or a note of one is written, and its word for what was expected."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called == "Fault" or called.endswith(".note"):
                for word in node.args[2:3]:
                    if isinstance(word, ast.Constant):
                        yield f"{path.relative_to(SOURCE)}:{node.lineno}", str(word.value)


for name in modules():
    importlib.import_module(name)

REFUSALS = sorted(below(Refusal) | {Refusal}, key=lambda kind: kind.__qualname__)


@pytest.mark.parametrize("kind", REFUSALS, ids=[kind.__qualname__ for kind in REFUSALS])
@pytest.mark.parametrize("language", CATALOGUES)
def test_every_refusal_has_words_of_its_own(kind: type[Refusal], language: str) -> None:
    """One that only carries more of the same kind may speak as that kind does."""
    own = [code_of(kind)]
    if kind.__module__.startswith("lintas.web.findings"):
        own = [code_of(each) for each in kind.__mro__[:2]]

    assert any(f"refusal.{code}" in CATALOGUES[language] for code in own), (
        f"say what {kind.__qualname__} means, as refusal.{own[0]} in render/catalogues"
    )


@pytest.mark.parametrize("kind", REFUSALS, ids=[kind.__qualname__ for kind in REFUSALS])
def test_the_words_of_a_refusal_use_only_facts_that_it_has(kind: type[Refusal]) -> None:
    facts = {name: f"«{name}»" for name in inspect.signature(kind).parameters}
    refusal = Refusal.__new__(kind)
    Refusal.__init__(refusal)
    for name, fact in facts.items():
        if name not in {"message", "faults"}:
            setattr(refusal, name, fact)

    for language in CATALOGUES:
        assert "{" not in say_refusal(refusal, language)


def test_every_expectation_has_words() -> None:
    unsaid = [
        f"{where}: {word}"
        for where, word in faults_written()
        if not all(f"fault.{word}" in words for words in CATALOGUES.values())
    ]

    assert unsaid == [], "say what was expected, as fault.<word> in render/catalogues"


def test_every_field_of_every_request_has_a_name() -> None:
    named = CATALOGUES["id"]
    bare = {
        f"{kind.__qualname__}.{name}"
        for kind in below(Request)
        for name in getattr(kind, "__struct_encode_fields__", ())
        if f"field.{name}" not in named
    }

    assert sorted(bare) == [], "name it, as field.<name> in render/catalogues"


# Refusals


@pytest.mark.parametrize(
    ("refusal", "indonesian", "english"),
    [
        (
            NotFound("room_id", 7),
            "Ruang tidak ditemukan.",
            "Room not found.",
        ),
        (
            IllegalState("session", "declined", "approve"),
            "Sesi sudah ditolak, jadi tidak bisa disetujui.",
            "The session is declined and can't be approved.",
        ),
        (
            IllegalState("truck", "sunk", "sail"),
            "Hal ini sudah berubah keadaan, jadi tidak bisa diubah.",
            "This is changed and can't be changed.",
        ),
        (
            AlreadyThere("phone", "0812", "S*** (…89)"),
            "Nomor telepon sudah terdaftar: S*** (…89).",
            "Phone number is registered already: S*** (…89).",
        ),
        (
            AlreadyThere("phone", "0812"),
            "Nomor telepon sudah terdaftar.",
            "Phone number is registered already.",
        ),
        (
            VersionPassed(1, 2),
            "Isi ini sudah diubah orang lain sejak Anda membukanya. Muat ulang, lalu coba lagi.",
            "Somebody changed this since you opened it. Reload and try again.",
        ),
        (
            NotAPhoneNumber(),
            "Nomor telepon belum tepat.",
            "The phone number is not right.",
        ),
        (
            Refusal("no"),
            "Permintaan ini tidak dapat dipenuhi.",
            "This can't be done.",
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Refusal) else "",
)
def test_a_refusal_is_one_sentence_about_the_whole(
    refusal: Refusal, indonesian: str, english: str
) -> None:
    assert (say_refusal(refusal), say_refusal(refusal, "en")) == (indonesian, english)


def test_a_refusal_without_words_of_its_own_speaks_as_its_kind() -> None:
    class HeadcountUnlikely(Invalid):
        pass

    assert say_refusal(HeadcountUnlikely()) == say_refusal(Invalid())


def test_several_things_not_found_are_named_once_each() -> None:
    refusal = NotFound("trainer_ids", 1)
    refusal.faults = (
        *refusal.faults,
        Fault("trainer_ids", 2, "known"),
        Fault("room_id", 3, "known"),
    )

    assert say_refusal(refusal) == "Pengajar, Ruang tidak ditemukan."


# Faults


@pytest.mark.parametrize(
    ("fault", "indonesian", "english"),
    [
        (
            Fault("headcount", 0, "at_least", 1),
            "Jumlah peserta: 0, seharusnya paling sedikit 1",
            "Number of people: 0, expected at least 1",
        ),
        (
            Fault("state", "cancelled", "state", "restore"),
            "Keadaan: dibatalkan, tidak sesuai untuk langkah ini",
            "State: cancelled, not right for this step",
        ),
        (
            Fault("purpose", "", "required"),
            "Keperluan: wajib diisi",
            "Purpose: must be given",
        ),
        (
            Fault(
                "sessions[1].ends_at",
                "2026-12-07T08:00:00+07:00",
                "after",
                "2026-12-07T09:00:00+07:00",
            ),
            "Sesi 2, Waktu selesai: Senin, 7 Desember 2026 pukul 08.00 WIB, seharusnya setelah"
            " Senin, 7 Desember 2026 pukul 09.00 WIB",
            "Session 2, End: Monday, 7 December 2026 at 08:00 WIB, expected after"
            " Monday, 7 December 2026 at 09:00 WIB",
        ),
        (
            Fault("ends_at", "2026-12-07T08:00:00+00:00", "at_most", "2026-12-06T08:00:00+08:00"),
            "Waktu selesai: Senin, 7 Desember 2026 pukul 08.00 UTC, seharusnya paling lambat"
            " Minggu, 6 Desember 2026 pukul 08.00 WITA",
            "End: Monday, 7 December 2026 at 08:00 UTC, expected not after"
            " Sunday, 6 December 2026 at 08:00 WITA",
        ),
        (
            Fault("starts_at", "2026-12-07T08:00:00", "offset"),
            "Waktu mulai: 2026-12-07T08:00:00, seharusnya dengan zona waktu, misalnya +07:00",
            "Start: 2026-12-07T08:00:00, expected a time with its offset, such as +07:00",
        ),
        (
            Fault("opening_hours.mon", None, "opening_times", "[[08:00, 16:00]]"),
            "Jam buka, Senin: kosong, seharusnya jam buka dan tutup, misalnya 08:00-16:00",
            "Opening hours, Monday: empty, expected opening and closing times like 08:00-16:00",
        ),
        (
            Fault("colour", "x" * 100, "loud"),
            f"colour: {'x' * 59}…, tidak sesuai",
            f"colour: {'x' * 59}… is not right",
        ),
        (
            Fault("colour", "a\n b", "louder", "red"),
            "colour: a b, seharusnya red",
            "colour: a b, expected red",
        ),
    ],
    ids=[
        "a limit",
        "a state in words",
        "nothing where something must be",
        "a field of one of several",
        "moments are not numbers",
        "a time without a zone",
        "a field within a field",
        "a word that nobody knows, and a long value",
        "a word that nobody knows, with a limit",
    ],
)
def test_a_fault_says_what_was_given_and_what_was_expected(
    fault: Fault, indonesian: str, english: str
) -> None:
    assert (say_fault(fault), say_fault(fault, "en")) == (indonesian, english)


def test_a_field_is_named_by_its_path() -> None:
    assert field_label("sessions[0].starts_at") == "Sesi 1, Waktu mulai"
    assert field_label("room_id", "en") == "Room"
