"""Calendars by e-mail, in English."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "event.removed": "TAKEN OUT OF YOUR CALENDAR: {summary}",
    "entry_added.headline": "FOR YOUR CALENDAR",
    "entry_added.sentence": (
        "This session is on your schedule. This mail puts it into your calendar. No answer is"
        " needed, and none is read."
    ),
    "entry_changed.headline": "CALENDAR CHANGED",
    "entry_changed.sentence": "This session has changed. This mail changes it in your calendar.",
    "entry_cancelled.headline": "CANCELLED IN YOUR CALENDAR",
    "entry_cancelled.sentence": (
        "This session has been cancelled. This mail takes it out of your calendar."
    ),
    "entry_put_off.headline": "POSTPONED IN YOUR CALENDAR",
    "entry_put_off.sentence": (
        "This session has been postponed. This mail takes it out of your calendar until there is a"
        " new date."
    ),
    "entry_removed.headline": "TAKEN OUT OF YOUR CALENDAR",
    "entry_removed.sentence": (
        "This session is no longer on your schedule. This mail takes it out of your calendar."
    ),
    "entry_stopped.headline": "NO MORE CALENDARS BY E-MAIL",
    "entry_stopped.sentence": (
        "This session hasn't changed and is still on your schedule. This mail only takes it out of"
        " your calendar, because calendars by e-mail were switched off."
    ),
    "field.wanted": "Calendars by e-mail",
    "field.wish": "Calendars by e-mail",
    "refusal.address_shared": (
        "Somebody else already has calendars mailed to this address. One address is for one"
        " person: ask the organiser to note one of your own, or use a calendar link."
    ),
    "refusal.no_address": (
        "Calendars by e-mail can't be used yet: your e-mail address isn't known. Ask the organiser"
        " to note it, or use a calendar link."
    ),
}
