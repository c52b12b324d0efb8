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
    "session_stands.headline": "SCHEDULE",
    "session_stands.sentence": "This is when and where it takes place as of now.",
    "session_put_off.headline": "POSTPONED",
    "session_put_off.sentence": "This has been put off. A new date will follow.",
    "session_moved.headline": "SCHEDULE CHANGED",
    "session_moved.sentence": "This has been moved.",
    "date_freed.headline": "A date you wanted is free now",
    "date_freed.sentence": (
        "This date was left out because it clashed; now it is free. Take it on the booking's page."
    ),
    "session_link.headline": "MEETING LINK",
    "session_link.sentence": "The link by which to join has changed or is new.",
    "session_cancelled.headline": "CANCELLED",
    "session_cancelled.sentence": "This has been cancelled.",
    "conflict_opened.headline": "Schedule conflict",
    "conflict_opened.sentence": "Something already planned now clashes and needs a look.",
    "conflict_closed.headline": "Schedule conflict solved",
    "conflict_closed.sentence": "This conflict is solved.",
    "schedule_in_question.headline": "A date is in question, please wait for news",
    "schedule_in_question.sentence": (
        "The following date may change. Please wait for news before you set out."
    ),
    "step_waiting.headline": "Waiting for your approval",
    "step_waiting.sentence": "A request of {agency} has come to your step and waits for you.",
    "step_overdue.headline": "A step of approval is overdue",
    "step_overdue.sentence": (
        "A request of {agency} was not decided by its step's deadline. As the stand-in you may"
        " decide it now."
    ),
    "slot_offered.headline": "A slot is offered to you",
    "slot_offered.sentence": (
        "This slot is held for {agency}. Take it before the deadline, or let it go."
    ),
    "session_bumped.headline": "APPROVAL WITHDRAWN",
    "session_bumped.sentence": (
        "This approval was taken back for a use of higher claim. Another slot is offered to who"
        " asked."
    ),
    "claim_given.headline": "Claim given",
    "claim_given.sentence": (
        "The owner gave the following use a claim. Only what goes before it can displace it."
    ),
    "claim_taken_away.headline": "Claim taken away",
    "claim_taken_away.sentence": (
        "The following use has no special claim any more. Its approval stands."
    ),
    "claim_ended.headline": "A slot that was taken back is open again",
    "claim_ended.sentence": (
        "The following slot is no longer reserved for a higher claim. You may ask for it again."
    ),
    "sessions_postponed.headline": "POSTPONED",
    "sessions_postponed.sentence": (
        "The sessions below are postponed. Their new dates follow; their rooms are given back."
    ),
    "session_given_up.headline": "CANCELLED",
    "session_given_up.sentence": (
        "This was postponed, and is cancelled now: there will be no other date."
    ),
    "session_restored.headline": "Restored",
    "session_restored.sentence": "What had been cancelled takes place after all.",
    "agreement_offered.headline": "An agreement is offered",
    "agreement_offered.sentence": (
        "Another government offers the agreement below and waits for you to accept it."
    ),
    "agreement_accepted.headline": "Agreement in force",
    "agreement_accepted.sentence": "The parties have agreed on the agreement below.",
    "addendum_offered.headline": "Addendum offered",
    "addendum_offered.sentence": (
        "Another government offers an addendum to this agreement and awaits your consent."
    ),
    "addendum_accepted.headline": "Addendum in force",
    "addendum_accepted.sentence": "The parties have consented to an addendum to this agreement.",
    "agreement_ending.headline": "Agreement about to end",
    "agreement_ending.sentence": (
        "This agreement ends before long. Extending it takes an addendum that all parties accept:"
        " begin now."
    ),
    "enrolled.headline": "You are enrolled",
    "enrolled.sentence": (
        "You are enrolled. Your page always shows the latest times, places and what to bring."
    ),
    "sign_in_link.headline": "Your link to sign in",
    "sign_in_link.sentence": ("This link opens Lintas for you, once. Don't pass it on to anybody."),
    "line.greeting": "Dear {person},",
    "line.purpose": "What: {value}",
    "line.title": "Session: {value}",
    "line.agency": "Asked by: {value}",
    "line.agreement": "Agreement: {value}",
    "line.when": "When: {value}",
    "line.join": "Join online: {value}",
    "line.where": "Where: {value}",
    "line.was": "Was: {value}",
    "line.becomes": "Is now: {value}",
    "line.step": "Step: {value}",
    "line.in_favour_of": "For: {value}",
    "line.claim": "Claim: {value}",
    "line.authority": "Authority: {value}",
    "line.take_by": "Take it by: {value}",
    "line.sessions": "Sessions: {value}",
    "line.listed": "- {value}",
    "line.more_listed": "- and {value} more",
    "line.reason": "Reason: {value}",
    "line.law": "Problem: {value}",
    "line.decide_by": "Decide by: {value}",
    "line.valid_until": "Valid until: {value}",
    "line.link": "More: {value}",
    "line.link_of_schedule": "Map & calendar: {value}",
    "line.link_to_sign_in": "Sign in: {value}",
    "line.own_page": "What holds is always at the personal link that each of you has.",
    "message.somebody": "Somebody",
    # Programs that fetch calendars.
    "client.google": "Google",
    "client.apple": "Apple",
    "client.outlook": "Outlook",
    "client.thunderbird": "Thunderbird",
    "client.davx5": "DAVx5/ICSx5",
    "client.other": "another program",
    "message.law": "{label} ({severity})",
    "place.onsite": "{place}",
    "place.online": "Online",
    "place.hybrid": "{place}, also online",
    "event.cancelled": "CANCELLED: {summary}",
    "event.postponed": "POSTPONED: {summary}",
    "event.tentative": "The venue has not decided yet.",
    "event.revised": "Updated {moment}",
    "event.alarm": "Reminder: {summary}",
    "event.with_batch": "{title} – {batch}",
    "event.with_agency": "{title} – {agency}",
    "event.bring": "Bring along: {value}",
    "event.conference": "Join online",
    "event.join": "Join online: {value}",
    "event.place": "Place: {value}",
    "event.map": "Map: {value}",
    "event.contact": "Contact: {value}",
    "event.agency": "Taken by: {value}",
    "event.headcount": "Participants: {value}",
    "event.setup": "Set-up: {value} minutes before",
    "event.cleanup": "Clean-up: {value} minutes after",
    "event.conflict": "{law}: {title}",
    "event.conflict_about": "Still open. Booking of {agency}; details are on this page.",
    # Calendars that people subscribe to.
    "feed.person": "{name}: schedule",
    "feed.trainer": "{name}: teaching schedule",
    "feed.batch": "{name}",
    "feed.room": "{name}: schedule",
    "feed.venue": "{name}: schedule",
    "feed.program": "{name}: schedule",
    "feed.regency": "Training in {name}",
    "feed.coordinator": "{name}: conflicts",
    "feed.about": (
        "Schedule from Lintas, kept up to date by itself. Whoever has the link can see it."
    ),
    "feed.unknown": "There is no calendar at this link. Please check the link.",
    "feed.no_such_year": "There is no archive of that year.",
    "feed.no_ifb": "This link has no free/busy times: only rooms and venues have.",
    "feed.no_vav": (
        "This link has no opening hours: only rooms and venues whose hours are on record have."
    ),
    "feed.too_often": "This link is asked for too often. Please try again in a few minutes.",
    "feed.revoked": "This calendar's link was revoked. Please ask for a new one.",
    "feed.no_account": "Enter the device password: the secret part of your calendar's address.",
    "feed.no_xml": "This request can't be read.",
    "feed.unavailable": "The calendar can't be read just now. Please try again soon.",
    "feed.wrong_method": "Calendars can only be read.",
}
