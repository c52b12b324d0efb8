"""Quotas and the balance between governments, in English."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "label.quota_exceeded": "Quota used up",
    "label.reciprocity": "Out of balance",
    "quota.room_days": "room-days",
    "quota.hours": "hours",
    "quota.bookings": "bookings",
    "quota.year": "in {year}",
    "quota.term": "over the whole term",
    "quota_exceeded": (
        "The quota of {kind} {name} for {borrower} in rooms of {lender}: {amount} {unit} {period}."
    ),
    "quota_exceeded.taken": "{used} are used or booked already, this request needs {asked} more.",
    "reciprocity": (
        "In {year}, {borrower} uses {ours} room-days of {lender}'s rooms, the other way {theirs}."
        " Agreed: at most {ratio} times as much, free up to {beyond} room-days."
    ),
}
