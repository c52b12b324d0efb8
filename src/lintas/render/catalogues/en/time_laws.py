"""What laws about hours, ways and limits of rooms find, in English."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "label.booking_window": "Asked for too late or too early",
    "label.longest_use": "Longer than the room may be used",
    "label.trainer_travel": "Not enough time to travel",
    "label.trainer_load": "Too much teaching",
    "label.workhours": "Outside working hours",
    "label.friday": "Friday prayer",
    "label.ramadan": "Ramadan hours",
    "label.budget_year": "After the budget year's last day",
    "label.lead_time": "Short notice",
    "booking_window.late": (
        "{room} is asked for at least {limit} days ahead. You asked for {day}."
    ),
    "booking_window.early": (
        "{room} is asked for at most {limit} days ahead. You asked for {day}."
    ),
    "longest_use": "{room} is used for at most {longest} minutes at a time.",
    "travel.perkiraan": "an estimate",
    "travel.diukur": "measured",
    "travel.diisi koordinator": "entered by a coordinator",
    "trainer_travel.other": "This trainer teaches {taken}, in {venue}.",
    "trainer_travel.way": "The way takes {minutes} minutes ({origin}); there are {gap} minutes.",
    "trainer_travel.leave": "The latest departure is {leave}.",
    "trainer_travel.unknown": (
        "There are {gap} minutes, and nobody knows how long the way takes: where the place lies"
        " is not recorded."
    ),
    "trainer_load.day": "This trainer teaches {jp} JP on {day}; the limit is {most} JP a day.",
    "trainer_load.week": (
        "This trainer teaches {jp} JP in the week from {day}; the limit is {most} JP a week."
    ),
    "workhours.hours": "The working hours of {agency} are {opens}.",
    "workhours.rest": "{day} is no working day of {agency}.",
    "friday": "Friday prayer is {prayer}.",
    "ramadan.hours": "The working hours in Ramadan are {opens}.",
    "ramadan.rest": "{day} is no working day in Ramadan.",
    "ramadan.awaited": "The first and last day of that Ramadan are not yet official.",
    "budget_year": "{agency} closes its budget year on {cutoff}. This session is on {day}.",
    "lead_time": (
        "{day} is only {days} days ahead; rooms are usually asked for {notice} days before."
    ),
}
