"""Which line of a message says what its link is for, and until when something waits."""

from collections.abc import Mapping

from lintas.domain.calendar_mail import ENTRY_KINDS

# What the one link of each kind leads to, where it isn't simply more of the same.
LINK_LINES: Mapping[str, str] = {
    "session_moved": "line.link_of_schedule",
    "session_cancelled": "line.link_of_schedule",
    "session_given_up": "line.link_of_schedule",
    "session_link": "line.link_of_schedule",
    "enrolled": "line.link_of_schedule",
    **dict.fromkeys(ENTRY_KINDS, "line.link_of_schedule"),
    "sign_in_link": "line.link_to_sign_in",
    "trainer_asked": "line.link_to_answer",
}
# What the moment is by which the reader is asked to act.
DEADLINE_LINES: Mapping[str, str] = {
    "request_made": "line.decide_by",
    "agreement_ending": "line.valid_until",
    "step_waiting": "line.decide_by",
    "slot_offered": "line.take_by",
    "sign_in_link": "line.valid_until",
}
