"""Dates and times in English: patterns of CLDR, and the words between them."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # Indonesian order of day and month, and its clock of 24 hours: nobody reads 7/12 as July.
    "time.locale": "en_GB",
    "time.moment": "EEEE, d MMMM y 'at' HH:mm",
    "time.midnight_moment": "EEEE, d MMMM y 'at 24:00'",
    "time.day": "EEEE, d MMMM y",
    "time.inner_day": "EEEE d MMMM y",
    "time.clock": "HH:mm",
    "time.midnight": "24:00",
    "time.from_to": "{start} to {end}",
    "ago.moment": "just now",
    "ago.some": "{parts} ago",
    "left.over": "time is up",
    "left.moment": "less than 1 minute left",
    "left.some": "{parts} left",
    "left.day": "{n} day",
    "left.days": "{n} days",
    "left.hour": "{n} hour",
    "left.hours": "{n} hours",
    "left.minute": "{n} minute",
    "left.minutes": "{n} minutes",
    "again.daily": "Every day",
    "again.weekly": "Every week",
    "again.monthly": "Every month",
    "again.times": "{n} times",
    "again.until": "until {day}",
    "again.rule": "Comes again: {rule}",
}
