"""Forms: read once, kept as typed, each faulty field marked.

The pattern for every page with a form (see `lintas.web.pages.login`):

    form = await read_form(request)
    email, password = form.text("email"), form.secret("password")
    try:
        form.refuse_faults()
        secret = await sign_in(email=email, password=password, now=datetime.now(UTC))
    except Refusal as refusal:
        return await show_again(request, "login.html", form, refusal)
    return go("/")
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import parse_qsl
from uuid import UUID

from lintas.domain.refusal import Fault, Invalid, Refusal
from lintas.render.refusals import say_fault, say_refusal
from lintas.web.asking import Connection
from lintas.web.bodies.faults import CONTROL
from lintas.web.bodies.reading import Malformed
from lintas.web.bodies.types import LARGEST_COUNT, LONGEST_TEXT
from lintas.web.doors import WrongMediaType
from lintas.web.uploads import MULTIPART, parse_parts

E = TypeVar("E", bound=StrEnum)

MEDIA_TYPE = "application/x-www-form-urlencoded"
MOST_FIELDS = 1000
NOWHERE = UUID(int=0)
# What people type for half past nine, and what <input type="time"> sends.
_CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2})(?::00)?)?")


class Form:
    """What was typed, and what is wrong with it.

    Readers give a stand-in for a faulty value and note the fault: `refuse_faults` then raises all
    of them at once, before anybody uses a stand-in.
    """

    def __init__(self, typed: Mapping[str, list[str]]) -> None:
        self._typed = typed
        self.faults: list[Fault] = []
        self.errors: dict[str, str] = {}
        self.summary = ""

    # For handlers

    def text(self, name: str, *, longest: int = LONGEST_TEXT) -> str:
        """A text that must be there."""
        text = self.optional_text(name, longest=longest)
        if not text:
            self._note(name, text, "required")
        return text

    def optional_text(self, name: str, *, longest: int = LONGEST_TEXT) -> str:
        """Without the spaces around it; line ends as \\n."""
        text = self.value(name).replace("\r\n", "\n").strip()
        if len(text) > longest:
            self._note(name, text, "longest", longest)
        return text

    def secret(self, name: str) -> str:
        """As typed, spaces and all; never shown again."""
        secret = self.value(name)
        if not secret:
            self._note(name, "", "required")
        return secret

    def count(self, name: str, *, at_least: int = 0) -> int:
        typed = self.text(name)
        if not re.fullmatch(r"-?\d{1,10}", typed):
            self._note(name, typed, "integer")
            return 0
        count = int(typed)
        if not at_least <= count <= LARGEST_COUNT:
            limit = at_least if count < at_least else LARGEST_COUNT
            self._note(name, count, "at_least" if count < at_least else "at_most", limit)
        return count

    def choice(self, name: str, among: type[E]) -> E:
        typed = self.text(name)
        try:
            return among(typed)
        except ValueError:
            self._note(name, typed, "one_of", ", ".join(among))
            return next(iter(among))

    def identifier(self, name: str) -> UUID:
        return self._identifier(name, self.text(name))

    def identifiers(self, name: str) -> tuple[UUID, ...]:
        """Of a field that may be sent many times, or not at all; empty ones don't count."""
        return tuple(self._identifier(name, each) for each in self._typed.get(name, ()) if each)

    def names(self, prefix: str) -> list[str]:
        """Of the fields that were sent whose names begin so."""
        return [name for name in self._typed if name.startswith(prefix)]

    def identifier_in(self, name: str, prefix: str) -> UUID:
        """What a field's name says after the prefix: that of a form of ours ends in an id."""
        return self._identifier(name, name.removeprefix(prefix))

    def is_ticked(self, name: str) -> bool:
        return bool(self.value(name))

    def day(self, name: str) -> date:
        typed = self.text(name)
        try:
            return date.fromisoformat(typed)
        except ValueError:
            self._note(name, typed, "date")
            return date.min

    def moment(self, day: str, clock: str, zone: tzinfo) -> datetime:
        """From a field with a day and one with a time, both in the place's own zone."""
        on, typed = self.day(day), self.text(clock)
        found = _CLOCK.fullmatch(typed)
        try:
            at = time(int(found[1]), int(found[2] or 0)) if found else None
        except ValueError:
            at = None
        if at is None:
            self._note(clock, typed, "clock")
        if at is None or on == date.min:
            return datetime.now(UTC)
        return datetime.combine(on, at, zone)

    def with_value(self, name: str, value: str) -> "Form":
        """Another form that differs in one field; nothing of it has been read yet."""
        return self.with_values(name, [value])

    def with_values(self, name: str, values: Iterable[str]) -> "Form":
        """As `with_value`, in a field that may be sent many times."""
        return Form({**self._typed, name: list(values)})

    def refuse_faults(self) -> None:
        """Go on only if every field that was read is sound.

        Raises:
            Invalid: naming every fault.
        """
        if self.faults:
            raise Invalid(faults=tuple(self.faults))

    def mark(self, refusal: Refusal, fields: Mapping[str, str] | None = None) -> None:
        """Say of each fault what is wrong; `fields` are our names by those of the faults.

        A fault of no field here is told above the form, with the refusal itself.
        """
        self.summary = say_refusal(refusal)
        for fault in refusal.faults:
            name = (fields or {}).get(fault.field, fault.field)
            said = say_fault(fault)
            if name in self._typed:
                self.errors.setdefault(name, said)
            elif said not in self.summary:
                self.summary = f"{self.summary} {said}."

    # For templates

    def value(self, name: str) -> str:
        """As typed; of many, the first."""
        return next(iter(self._typed.get(name, ())), "")

    def values(self, name: str) -> list[str]:
        return list(self._typed.get(name, ()))

    def error(self, name: str) -> str:
        return self.errors.get(name, "")

    def _identifier(self, name: str, typed: str) -> UUID:
        try:
            return UUID(typed)
        except ValueError:
            self._note(name, typed, "identifier")
            return NOWHERE

    def _note(self, name: str, value: object, expected: str, limit: object = None) -> None:
        if all(fault.field != name for fault in self.faults):
            self.faults.append(Fault(name, value, expected, limit))


def blank_form(**values: object) -> Form:
    """A form that nobody has filled in yet, with what it starts from."""
    return Form({name: [str(value)] for name, value in values.items()})


async def read_form(request: Any) -> Form:
    """What was typed into a form of ours.

    Raises:
        WrongMediaType, Malformed: no browser of ours sent that.
    """
    return Form(await read_pairs(request))


async def read_pairs(request: Any) -> dict[str, list[str]]:
    """Every field with all its values; read once for each request."""
    state = request.scope.setdefault("state", {})
    if "form" not in state:
        body = await request.body()
        if _brings_file(request):
            content_type = request.headers.get("content-type", "")
            state["form"], state["files"] = parse_parts(content_type, body)
        else:
            state["form"] = _parse(request, body)
    pairs: dict[str, list[str]] = state["form"]
    return pairs


def _brings_file(request: Connection) -> bool:
    """Only to handlers with `opt={"uploads": True}`."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == MULTIPART and bool(request.route_handler.opt.get("uploads"))


def _parse(request: Connection, body: bytes) -> dict[str, list[str]]:
    given = request.headers.get("content-type", "")
    if body and given.partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise WrongMediaType(given, MEDIA_TYPE)
    return parse_fields(body)


def parse_fields(body: bytes) -> dict[str, list[str]]:
    try:
        # Not Litestar's own: it remembers the last 1,024 bodies, passwords among them.
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except UnicodeDecodeError as error:
        raise Malformed(faults=(Fault("body", None, "utf_8"),)) from error
    except ValueError as error:
        raise Malformed(faults=(Fault("body", None, "most_items", MOST_FIELDS),)) from error
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        if found := CONTROL.search(name + value):
            raise Malformed(faults=(Fault(name, None, "plain_text", f"U+{ord(found[0]):04X}"),))
        fields.setdefault(name, []).append(value)
    return fields
