"""A browser without scripts, as tests use it: it opens pages and presses their buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag

import httpx

FORM = "application/x-www-form-urlencoded"
# What phones on slow networks load in a second.
LARGEST_PAGE = 50 * 1024


@dataclass(slots=True)
class Button:
    label: str
    name: str = ""
    value: str = ""
    action: str = ""


@dataclass(slots=True)
class Sheet:
    """A form: what it would send as it stands, and its buttons."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self.links: dict[str, str] = {}
        self._select = self._area = ""
        self._options: list[tuple[str, bool]] = []
        self._text: list[str] | None = None
        self._close: Any = None

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.sheets.append(Sheet(given.get("action", ""), given.get("method", "get")))
        elif tag == "input":
            self._input(given)
        elif tag == "select":
            self._select, self._options = given["name"], []
        elif tag == "option":
            self._options.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self._area, self._text = given["name"], []
        elif tag in ("button", "a"):
            self._text, self._close = [], (tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            chosen = [value for value, is_chosen in self._options if is_chosen]
            first = self._options[0][0] if self._options else ""
            self.sheets[-1].fields.append((self._select, chosen[0] if chosen else first))
        elif tag == "textarea" and self._text is not None:
            self.sheets[-1].fields.append((self._area, "".join(self._text)))
        elif self._close and tag == self._close[0]:
            self._end(tag, self._close[1], " ".join("".join(self._text or []).split()))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _input(self, given: Mapping[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in ("checkbox", "radio") and "checked" not in given:
            return
        self.sheets[-1].fields.append((given["name"], given.get("value", "")))

    def _end(self, tag: str, given: Mapping[str, str], text: str) -> None:
        self._text = self._close = None
        label = given.get("aria-label") or text
        if tag == "a":
            self.links.setdefault(label, given.get("href", ""))
        elif given.get("aria-hidden") != "true":
            button = Button(
                label, given.get("name", ""), given.get("value", ""), given.get("formaction", "")
            )
            self.sheets[-1].buttons.append(button)


@dataclass(slots=True)
class Seen:
    """A page as it was answered."""

    answer: httpx.Response

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def text(self) -> str:
        return self.answer.text

    @property
    def path(self) -> str:
        return self.answer.url.raw_path.decode()

    @property
    def said(self) -> str:
        """The words alone, each space one."""
        words: list[str] = []

        class Words(HTMLParser):
            def handle_data(self, data: str) -> None:
                words.append(data)

        Words().feed(self.text)
        return " ".join(" ".join(words).split())

    @property
    def links(self) -> dict[str, str]:
        """Where each link leads, by its accessible name."""
        return self._read().links

    def buttons(self) -> list[str]:
        return [button.label for sheet in self._read().sheets for button in sheet.buttons]

    def sheet_of(self, label: str) -> tuple[Sheet, Button]:
        """The form with a button whose accessible name begins so."""
        for sheet in self._read().sheets:
            for button in sheet.buttons:
                if button.label.startswith(label):
                    return sheet, button
        raise LookupError(f"no button {label!r} among {self.buttons()}")

    def fields_of(self, label: str) -> dict[str, str]:
        return dict(self.sheet_of(label)[0].fields)

    def _read(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.text)
        return reader


@dataclass(slots=True)
class Visitor:
    """Somebody signed in, on a phone; every page is looked over as it comes."""

    client: httpx.AsyncClient

    async def open(self, path: str) -> Seen:
        """Follows where it is sent."""
        return self._look(await self.client.get(urldefrag(path).url, follow_redirects=True))

    async def press(self, page: Seen, label: str, /, **typed: Any) -> Seen:
        """Fill in what is named, press a button, and follow.

        Names of fields stand with `__` for what Python names can't hold: see `named`. A list
        stands for many values, None for a field that isn't sent.
        """
        sheet, button = page.sheet_of(label)
        changed = {named(name): value for name, value in typed.items()}
        fields = [pair for pair in sheet.fields if pair[0] not in changed]
        for name, value in changed.items():
            values = value if isinstance(value, list) else [value]
            fields += [(name, str(each)) for each in values if each is not None]
        if button.name:
            fields.append((button.name, button.value))
        return await self.send(button.action or sheet.action, fields)

    async def send(self, path: str, fields: Sequence[tuple[str, str]]) -> Seen:
        body = str(httpx.QueryParams(list(fields)))
        answer = await self.client.post(
            urldefrag(path).url,
            content=body,
            headers={"Content-Type": FORM},
            follow_redirects=True,
        )
        return self._look(answer)

    async def upload(self, page: Seen, label: str, /, **files: bytes) -> Seen:
        """Choose these files, press a button, and follow."""
        sheet, _ = page.sheet_of(label)
        answer = await self.client.post(
            sheet.action,
            data={name: value for name, value in sheet.fields if name not in files},
            files={name: (name, content) for name, content in files.items()},
            follow_redirects=True,
        )
        return self._look(answer)

    def _look(self, answer: httpx.Response) -> Seen:
        """No page of ours holds scripts or styles of its own, or is too large for a phone."""
        assert "text/html" in answer.headers["content-type"]
        assert len(answer.content) <= LARGEST_PAGE
        for forbidden in ("<script", "<style", " style=", " onclick=", "<svg onload"):
            assert forbidden not in answer.text
        return Seen(answer)


def named(name: str) -> str:
    """day_1 is the second row's day, reasons__holiday is reasons.holiday."""
    stem, _, number = name.rpartition("_")
    if stem in ("day", "starts_at", "ends_at") and number.isdecimal():
        return f"sessions[{number}].{stem}"
    return name.replace("__", ".")
