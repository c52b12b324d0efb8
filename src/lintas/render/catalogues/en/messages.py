"""What people are told, in English."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "request_made.headline": "New request",
    "request_made.sentence": "{agency} asks for a room and waits for your decision.",
    "request_approved.headline": "Booking approved",
    "request_approved.sentence": "The booking of {agency} was approved.",
    "request_declined.headline": "Request declined",
    "request_declined.sentence": "The request of {agency} was declined.",
    "request_expired.headline": "Request expired",
    "request_expired.sentence": (
        "Nobody decided the request of {agency} in time. The room is free for others again."
    ),
    "request_withdrawn.headline": "Request withdrawn",
    "request_withdrawn.sentence": "{agency} took its request back.",
    "use_recorded.headline": "Use recorded",
    "use_recorded.sentence": "The venue's manager recorded a use by {agency}.",
    "session_moved.headline": "SCHEDULE CHANGED",
    "session_moved.sentence": "This has been moved.",
    "session_cancelled.headline": "CANCELLED",
    "session_cancelled.sentence": "This has been cancelled.",
    "conflict_opened.headline": "Schedule conflict",
    "conflict_opened.sentence": "Something already planned now clashes and needs a look.",
    "conflict_closed.headline": "Schedule conflict solved",
    "conflict_closed.sentence": "This conflict is solved.",
    "enrolled.headline": "You are enrolled",
    "enrolled.sentence": (
        "You are enrolled. Your page always shows the latest times, places and what to bring."
    ),
    "sign_in_link.headline": "Your link to sign in",
    "sign_in_link.sentence": (
        "This link opens Lintas for you, once. Don't pass it on to anybody."
    ),
    "line.greeting": "Dear {person},",
    "line.purpose": "What: {value}",
    "line.title": "Session: {value}",
    "line.agency": "Asked by: {value}",
    "line.when": "When: {value}",
    "line.where": "Where: {value}",
    "line.was": "Was: {value}",
    "line.becomes": "Is now: {value}",
    "line.sessions": "Sessions: {value}",
    "line.reason": "Reason: {value}",
    "line.law": "Problem: {value}",
    "line.decide_by": "Decide by: {value}",
    "line.valid_until": "Valid until: {value}",
    "line.link": "More: {value}",
    "line.link_of_schedule": "Map & calendar: {value}",
    "line.link_to_sign_in": "Sign in: {value}",
    "message.somebody": "Somebody",
    "message.law": "{label} ({severity})",
    "event.cancelled": "CANCELLED: {summary}",
    "event.tentative": "The venue has not decided yet.",
    "event.revised": "Updated {moment}",
    "event.alarm": "Reminder: {summary}",
}
