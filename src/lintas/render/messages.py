"""What people are told when something happens, for an inbox, an e-mail and WhatsApp."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from lintas.domain.bookings import Mode
from lintas.domain.timespan import TimeSpan
from lintas.render.catalogues import say
from lintas.render.changes import say_plain_change
from lintas.render.findings import label, severity_label
from lintas.render.lines import DEADLINE_LINES, LINK_LINES
from lintas.render.places import say_meeting
from lintas.render.times import say_day, say_moment, say_span
from lintas.rules import Severity

LONGEST_WHATSAPP = 700
# How much of each text that people wrote is kept, tried one after the other until all fits;
# times and the link are never cut.
CUTS = (160, 100, 60, 30, 15)
LONGEST_TEXT = 2000
LONGEST_SUBJECT = 150
# How many of many dates fit into a chat.
MOST_LISTED_IN_CHAT = 6
LONGEST_JOIN_IN_CHAT = 250
DEFAULT_ZONE = "Asia/Jakarta"

# Where it leads when no link is given, by the first of these ids that is known.
LINKED: Mapping[str, str] = {
    "conflict_id": "bentrok",
    "booking_id": "peminjaman",
    "agreement_id": "kerja-sama",
    "batch_id": "angkatan",
}
# The fact "reader" of a text without a link: for a group, whose members have no account, but a
# link each; for a trainer to whom a link was sent before, who is to answer; and for anybody without
# an account, who has a page of the own, or none yet.
GROUP, LINKED_ALREADY, OWN_PAGE, NO_PAGE = "group", "linked_already", "own_page", "no_page"
READERS: Mapping[str, str] = {
    GROUP: "line.own_page",
    LINKED_ALREADY: "line.own_link",
    OWN_PAGE: "line.page_sent_before",
    NO_PAGE: "line.ask_for_page",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """One message: a subject of one line, plain text, and a text that fits a chat."""

    subject: str
    body: str
    whatsapp: str


def say_message(
    kind: str, facts: Mapping[str, Any], language: str = "id", *, public_url: str
) -> Wording:
    """The words for what happened.

    `facts` are JSON-plain: times in ISO 8601, shown in `zone`; `was` holds what a move left
    behind; `link` is an address, or a path below `public_url`, and else made from ids. Facts
    that are missing are left out.
    """
    telling = _Telling(kind, facts, language, public_url)
    headline = telling.say(f"{kind}.headline")
    about = telling.text("purpose") or telling.text("title") or telling.text("agreement")
    subject = f"{headline}: {about}" if about else headline
    short = (_Telling(kind, facts, language, public_url, cut).whatsapp() for cut in CUTS)
    whatsapp = next((text for text in short if len(text) < LONGEST_WHATSAPP), telling.link)
    return Wording(_cut(subject, LONGEST_SUBJECT), telling.body(), whatsapp)


def whatsapp_link(phone_e164: str, text: str) -> str:
    """Opens WhatsApp with the text ready to send; without a number people pick a chat or group."""
    return f"https://wa.me/{phone_e164.removeprefix('+')}?text={quote(text, safe='')}"


@dataclass(frozen=True, slots=True)
class _Telling:
    """One message on its way into words."""

    kind: str
    facts: Mapping[str, Any]
    language: str
    public_url: str
    cut: int = LONGEST_TEXT

    def say(self, key: str, **facts: object) -> str:
        return say(key, self.language, **facts)

    def text(self, name: str) -> str:
        """What people wrote, cut to what there is room for."""
        return self._cut_of(self.facts, name)

    def fact(self, name: str) -> str:
        """What programs wrote, whole."""
        return str(self.facts.get(name) or "")

    @property
    def link(self) -> str:
        """Where it leads: as given, else to the conflict, else to the booking."""
        given = self.fact("link")
        if given:
            return given if "://" in given else f"{self.public_url}{given}"
        for name, path in LINKED.items():
            if self.fact(name):
                return f"{self.public_url}/{path}/{self.fact(name)}"
        return self.public_url

    def body(self) -> str:
        agency = self.text("agency") or self.say("message.somebody")
        person = self.text("person")
        greeting = [self.say("line.greeting", person=person)] if person else []
        sentence = self.say(f"{self.kind}.sentence", agency=agency)
        about = [*self._about(), *self._listed()]
        paragraphs = [*greeting, sentence, *(["\n".join(about)] if about else []), self._link()]
        return "\n\n".join(paragraphs) + "\n"

    def whatsapp(self) -> str:
        """The headline in bold, then what it is about, then the one link."""
        headline = self.say(f"{self.kind}.headline")
        listed = self._listed(MOST_LISTED_IN_CHAT)
        return "\n".join([f"*{headline}*", *self._about(), *listed, self._link()])

    def _about(self) -> list[str]:
        """What is known, each on its line."""
        lines = [
            ("line.purpose", self.text("purpose")),
            ("line.title", self.text("title")),
            ("line.agency", self.text("agency")),
            ("line.trainer", self.text("trainer")),
            ("line.calendar", self.text("calendar")),
            ("line.agreement", self.text("agreement")),
            *self._when_and_where(),
            ("line.join", self._join()),
            ("line.step", self.text("step")),
            ("line.participants", self.text("participants")),
            ("line.reserve_number", self.fact("reserve_number")),
            ("line.sessions", self._sessions()),
            ("line.law", self._law()),
            *self._changes(),
            ("line.reason", self.text("reason")),
            ("line.in_favour_of", self.text("in_favour_of")),
            ("line.claim", self._claim()),
            ("line.authority", self.text("authority")),
            (DEADLINE_LINES.get(self.kind, ""), self._deadline()),
        ]
        return [self.say(key, value=value) for key, value in lines if key and value]

    def _changes(self) -> list[tuple[str, str]]:
        """Of a schedule that was published, each on its line."""
        plain = self.facts.get("changes") or ()
        return [("line.change", say_plain_change(each, self.language)) for each in plain]

    def _listed(self, most: int = LONGEST_TEXT) -> list[str]:
        """Of many sessions, when each is; where, unless it is the same for all."""
        listed: Sequence[Mapping[str, Any]] = self.facts.get("listed") or ()
        is_one_place = len({self._place(each) for each in listed}) == 1
        lines = [
            self.say("line.listed", value=self._line(each, is_one_place=is_one_place))
            for each in listed[:most]
        ]
        if len(listed) > most:
            lines.append(self.say("line.more_listed", value=len(listed) - most))
        if is_one_place:
            lines.append(self.say("line.where", value=self._place(listed[0])))
        return lines

    def _line(self, each: Mapping[str, Any], *, is_one_place: bool) -> str:
        place = "" if is_one_place else self._place(each)
        return ", ".join(filter(None, [self._when(each), place]))

    def _link(self) -> str:
        if self.fact("reader") in READERS:
            return self.say(READERS[self.fact("reader")])
        return self.say(LINK_LINES.get(self.kind, "line.link"), value=self.link)

    def _when_and_where(self) -> list[tuple[str, str]]:
        was = self.facts.get("was")
        if not was:
            return [("line.when", self._when(self.facts)), ("line.where", self._place(self.facts))]
        before = {**self.facts, **was}
        return [
            (key, ", ".join(filter(None, [self._when(side), self._place(side)])))
            for key, side in (("line.was", before), ("line.becomes", self.facts))
        ]

    def _when(self, side: Mapping[str, Any]) -> str:
        if not side.get("starts_at"):
            return ""
        start, zone = datetime.fromisoformat(side["starts_at"]), _zone(side)
        if not side.get("ends_at"):
            return say_moment(start, zone, self.language)
        span = TimeSpan(start, datetime.fromisoformat(side["ends_at"]))
        return say_span(span, zone, self.language)

    def _place(self, side: Mapping[str, Any]) -> str:
        room, venue = (self._cut_of(side, name) for name in ("room", "venue"))
        return say_meeting(Mode(side.get("mode") or Mode.ONSITE), room, venue, self.language)

    def _join(self) -> str:
        """Where to join; in a chat that keeps things short, the page tells what is longer."""
        join = self.fact("join")
        return join if self.cut == LONGEST_TEXT or len(join) <= LONGEST_JOIN_IN_CHAT else ""

    def _cut_of(self, side: Mapping[str, Any], name: str) -> str:
        """A text on one line, no longer than there is room for."""
        return _cut(" ".join(str(side.get(name) or "").split()), self.cut)

    def _sessions(self) -> str:
        count = self.facts.get("sessions") or 1
        return str(count) if count > 1 else ""

    def _law(self) -> str:
        if not self.fact("code"):
            return ""
        named = label(self.fact("code"), self.language)
        if not self.fact("severity"):
            return named
        severity = severity_label(Severity(self.fact("severity")), self.language)
        return self.say("message.law", label=named, severity=severity)

    def _claim(self) -> str:
        return self.say(f"claim.{self.fact('claim')}") if self.fact("claim") else ""

    def _deadline(self) -> str:
        until = self.fact("hold_until")
        if not until:
            return ""
        if self.kind == "agreement_ending":
            # A term ends with a day wherever one is, not at a moment in one zone.
            last = datetime.fromisoformat(until).astimezone(UTC).date() - timedelta(days=1)
            return say_day(last, self.language)
        return say_moment(datetime.fromisoformat(until), _zone(self.facts), self.language)


def _zone(side: Mapping[str, Any]) -> ZoneInfo:
    return ZoneInfo(str(side.get("zone") or DEFAULT_ZONE))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
