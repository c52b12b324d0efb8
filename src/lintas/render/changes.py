"""What changed in a schedule, in words: what it was, and what it is now."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from lintas.domain.schedules import Change, ChangeKind, Meeting, read_change
from lintas.render.catalogues import say
from lintas.render.times import say_span


def say_change(change: Change, language: str = "id") -> str:
    """Jadwal ulang: Hari 1, semula Senin 08.00, menjadi Selasa 08.00."""
    before, after = change.before, change.after
    return say(
        f"change.{change.kind}",
        language,
        title=(after or before).title if after or before else "",  # type: ignore[union-attr]  # one of the two is there
        before=_side(before, change.kind, language) if before else "",
        after=_side(after, change.kind, language) if after else "",
    )


def say_plain_change(plain: Mapping[str, Any], language: str) -> str:
    """The same of one that went with a message."""
    return say_change(read_change(plain), language)


def _side(meeting: Meeting, kind: ChangeKind, language: str) -> str:
    when = say_span(meeting.span, ZoneInfo(meeting.zone), language)
    if kind is ChangeKind.MOVED:
        return when
    if kind is ChangeKind.ROOM:
        return meeting.place
    if kind is ChangeKind.TRAINERS:
        return ", ".join(meeting.trainers) or say("change.nobody", language)
    return meeting.title if kind is ChangeKind.TITLE else f"{when}, {meeting.place}"
