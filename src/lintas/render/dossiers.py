"""A dossier as tables of words: the same for its page, its files and programs."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from lintas.domain.attendance import Mark
from lintas.domain.dossiers import Dossier, Meeting, Part
from lintas.domain.sheets import guarded
from lintas.domain.timespan import TimeSpan
from lintas.render.catalogues import knows, say
from lintas.render.findings import label
from lintas.render.sheets import BOM, SEPARATOR
from lintas.render.times import say_day, say_moment, say_span

# A cell longer than a page of paper can't be printed.
LONGEST_CELL = 900
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class DossierTable:
    """`key` names it in addresses; rows are as wide as `columns`; `note` says what it proves."""

    key: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


KEYS = ("rundown", "changes", "attendance", "letters", "overlaps", "passed")


def list_tables(dossier: Dossier, language: str = "id") -> tuple[DossierTable, ...]:
    """In the order of KEYS."""
    rows: Mapping[str, Iterable[tuple[str, ...]]] = {
        "rundown": (_rundown(each, language) for each in dossier.meetings),
        "changes": _changes(dossier, language),
        "attendance": (
            (each.name, *(str(each.marks[mark]) for mark in Mark)) for each in dossier.attended
        ),
        "letters": (
            (
                each.name,
                each.letter,
                _days(each.planned, language),
                _days(each.held, language),
                _days(each.unproven, language),
            )
            for each in dossier.journeys
        ),
        "overlaps": (
            (one.name, _part(one, language), _part(other, language))
            for one, other in dossier.overlaps
        ),
        "passed": (
            (
                say_moment(each.at, dossier.zone, language),
                label(each.code, language),
                each.by,
                each.authority,
                each.reason,
            )
            for each in dossier.passed
        ),
    }
    return tuple(
        DossierTable(
            key=key,
            title=say(f"dossier.{key}", language),
            note=say(f"dossier.{key}.note", language),
            columns=tuple(say(f"dossier.{key}.columns", language).split("|")),
            rows=tuple(rows[key]),
        )
        for key in KEYS
    )


def say_standing(dossier: Dossier, language: str = "id") -> str:
    """Whether what is told of the batch is what the chain says, and under which head."""
    if dossier.broken:
        numbers = ", ".join(str(deed.number) for deed in dossier.broken[:20])
        return say("dossier.broken", language, count=len(dossier.broken), numbers=numbers)
    words = say("dossier.whole", language, count=len(dossier.deeds) - dossier.unchained)
    if dossier.unchained:
        words += " " + say("dossier.unchained", language, count=dossier.unchained)
    if dossier.more:
        words += " " + say("dossier.more", language, count=dossier.more)
    return words


def write_table(table: DossierTable) -> bytes:
    """CSV as Indonesian Excel opens it by itself; cells that would run are guarded."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([guarded(cell) for cell in row] for row in table.rows)
    return (BOM + out.getvalue()).encode()


def write_pdf(dossier: Dossier, language: str = "id") -> bytes:
    """All of it on paper, A4 across."""
    styles = getSampleStyleSheet()
    out = io.BytesIO()
    made = say_moment(dossier.made_at, dossier.zone, language)
    paper = SimpleDocTemplate(
        out,
        pagesize=landscape(A4),
        leftMargin=36,
        rightMargin=36,
        topMargin=36,
        bottomMargin=36,
        title=dossier.title,
        author="Lintas",
        invariant=1,
    )
    told: list[Flowable] = [
        Paragraph(escape(dossier.title), styles["Title"]),
        Paragraph(escape(say("dossier.made", language, when=made)), styles["Normal"]),
        Paragraph(escape(say_standing(dossier, language)), styles["Normal"]),
        Paragraph(escape(dossier.head), styles["Code"]),
    ]
    for table in list_tables(dossier, language):
        told += [
            Spacer(1, 10),
            Paragraph(escape(table.title), styles["Heading2"]),
            Paragraph(escape(table.note), styles["Italic"]),
            _printed(table, paper.width, language),
        ]
    paper.build(told)
    return out.getvalue()


def _printed(table: DossierTable, width: float, language: str) -> Flowable:
    styles = getSampleStyleSheet()
    small = styles["BodyText"].clone("small", fontSize=8, leading=10)
    if not table.rows:
        return Paragraph(escape(say("dossier.none", language)), small)
    rows = [
        [Paragraph(escape(cell[:LONGEST_CELL]), small) for cell in row]
        for row in (table.columns, *table.rows)
    ]
    drawn = LongTable(
        rows, colWidths=[width / len(table.columns)] * len(table.columns), repeatRows=1
    )
    drawn.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
                ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return drawn


def _rundown(meeting: Meeting, language: str) -> tuple[str, ...]:
    verdicts = "; ".join(
        say(
            "dossier.verdict",
            language,
            verdict=say(f"verb.{each.verdict}", language),
            by=each.by,
            name=each.name,
            when=say_moment(each.at, meeting.zone, language),
        )
        + (f" ({say('dossier.stand_in', language)})" if each.as_stand_in else "")
        + (f": {each.reason}" if each.reason else "")
        for each in meeting.verdicts
    )
    held = say("dossier.held" if meeting.was_held else "dossier.not_proven", language)
    marks = ", ".join(
        f"{say(f'mark.{mark.value}', language)} {count}" for mark, count in meeting.marks.items()
    )
    return (
        say_span(meeting.span, meeting.zone, language),
        meeting.title,
        meeting.place,
        ", ".join(meeting.trainers),
        say(f"state.{meeting.decision.value}", language),
        verdicts,
        f"{held}: {marks}" if marks else held,
    )


def _changes(dossier: Dossier, language: str) -> Iterator[tuple[str, ...]]:
    for deed in dossier.deeds:
        key = f"verb.{deed.verb}"
        yield (
            say_moment(deed.at, dossier.zone, language),
            deed.by or say("dossier.service", language),
            say(key, language) if knows(key, language) else deed.verb,
            deed.subject,
            deed.reason,
            _facts(deed.before, dossier.zone, language),
            _facts(deed.after, dossier.zone, language),
            str(deed.number or "") + ("" if deed.stands or not deed.number else " (!)"),
        )


def _facts(facts: Mapping[str, object], zone: ZoneInfo, language: str) -> str:
    """What people can read of them: an id names something that only we can find by it."""
    said = []
    for name, value in facts.items():
        words = _fact(name, value, zone, language)
        if words:
            key = f"fact.{name}"
            said.append(f"{say(key, language) if knows(key, language) else name}: {words}")
    return "; ".join(said)


def _fact(name: str, value: object, zone: ZoneInfo, language: str) -> str:
    if name == "span" and isinstance(value, list):
        return say_span(TimeSpan(*map(datetime.fromisoformat, value)), zone, language)
    for kind in ("state", "mode"):
        if name in (kind, "decision") and knows(f"{kind}.{value}", language):
            return say(f"{kind}.{value}", language)
    if isinstance(value, dict):
        return ", ".join(f"{of}: {told}" for of, told in value.items() if not _is_id(of))
    if isinstance(value, list):
        told = [str(each) for each in value if not _is_id(each)]
        return ", ".join(told) or str(len(value) or "")
    return "" if value is None or _is_id(value) else str(value)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _part(part: Part, language: str) -> str:
    does = say("dossier.teaches" if part.teaches else "dossier.attends", language)
    return f"{say_span(part.span, part.zone, language)}: {does}, {part.title}, {part.place}"


def _days(days: Sequence[date], language: str) -> str:
    return "; ".join(say_day(day, language) for day in days)
