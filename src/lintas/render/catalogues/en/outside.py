"""Calendars that others keep elsewhere, in English."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "label.outside_busy": "Busy in another calendar",
    "label.calendar_unknown": "Another calendar can't be read",
    "outside_busy.room": "By {calendar}, {room} is taken {taken}.",
    "outside_busy.trainer": "By a calendar of their own, this trainer is busy {taken}.",
    "outside.calendar": "the calendar at {host}",
    "outside.file": "the calendar file that was sent",
    "outside.of_room": "{calendar} (of {room})",
    "outside.of_trainer": "the trainer's calendar",
    "calendar_unknown.unknown": "Never read so far: {of}. Ask first whether the time is free.",
    "calendar_unknown.failed": (
        "Not read for long: {of}, last on {read_on}. Ask first whether the time is free."
    ),
    "calendar_unknown.stale": "Perhaps not the newest: {of}, last read on {read_on}.",
    "calendar_unknown.beyond": "Not read so far ahead: {of}. Ask first whether the time is free.",
    "calendar_unknown.unread": "Can't be read: {events} events of {of}. That time may be taken.",
    "calendar_failed.headline": "Another calendar can't be read",
    "calendar_failed.sentence": (
        "The calendar below could not be read several times. What is known of it still counts as"
        " taken; have a look at its address."
    ),
    "calendar_doubted.headline": "Another calendar is suddenly almost empty",
    "calendar_doubted.sentence": (
        "What the calendar below held is suddenly gone. It still counts as taken until it is read"
        " so once more."
    ),
    "line.calendar": "Calendar: {value}",
    "standing.fresh": "Read",
    "standing.stale": "Perhaps not the newest",
    "standing.failed": "Not read for long",
    "standing.unknown": "Never read",
    "standing.age": "{standing}, last {read_at}",
    "trouble.address": "its address can't be used",
    "trouble.unreachable": "its server can't be reached",
    "trouble.slow": "it took too long",
    "trouble.hops": "its address keeps moving",
    "trouble.large": "it is too large",
    "trouble.encoding": "it is packed in an unknown way",
    "trouble.status": "its server answered {status}",
    "trouble.key": "its address can't be opened any more; remove it and add it again",
    "trouble.other": "what came is no calendar, perhaps a login page",
    "trouble.text": "its letters can't be read",
    "trouble.end": "the file breaks off",
    "trouble.components": "it has too many events",
    "trouble.failed": "reading failed",
    "unread.zone": "its time zone is unknown",
    "unread.start": "its start is unclear",
    "unread.year": "its year is too far away",
    "unread.times": "its times are unclear",
    "unread.long": "it is too long",
    "unread.recurrence_id": "the change of one date is unclear",
    "unread.rule": "its repetition can't be worked out",
    "unread.dates": "its dates can't be worked out",
    "unread.exceptions": "it has too many exceptions",
    "unread.many": "there are too many",
    "unread.unparsed": "it is written wrongly",
    "unread.unexpanded": "it takes too long to work out",
    "field.url": "Address of the calendar",
    "field.trainer_id": "Trainer",
    "field.calendar_id": "Other calendar",
    "fault.calendar_address": (
        "{field}: expected an https address that opens on the internet, such as {limit}"
    ),
    "refusal.not_a_calendar_address": "This address can't be used.",
    "refusal.neither_room_nor_trainer": "Another calendar is of one room or of one trainer.",
    "refusal.too_many_calendars": "There are too many other calendars; remove one first.",
    "refusal.cannot_open": "This address can't be opened any more; remove it and add it again.",
}
