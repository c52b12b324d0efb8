"""Laws about trainers and participants, and where a plan breaks them, in English."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "label.trainer_unqualified": "Trainer not qualified",
    "label.trainer_unconfirmed": "Trainer not confirmed",
    "label.trainer_no_spt": "No letter of assignment",
    "label.double_enrol": "Enrolled twice",
    "label.participant_elig": "Participants' requirements",
    "label.min_participants": "Too few participants",
    "label.program_jp": "Training hours do not add up",
    "trainer_clash.absence": "This trainer is away {taken}.",
    "trainer_unqualified.unknown": (
        "Nobody has recorded what this trainer teaches; the program needs {wanted}."
    ),
    "trainer_unqualified.field": (
        "This trainer is recorded for other fields; the program needs {wanted}."
    ),
    "trainer_unqualified.level": "This trainer is of another level; the program needs {wanted}.",
    "trainer_unqualified.nobody": "No trainer is on record who may be asked.",
    "trainer_unqualified.nobody.from": "No trainer of {regency} is on record who may be asked.",
    "trainer_unqualified.nobody.field": ("No trainer is on record for {wanted} who may be asked."),
    "trainer_unqualified.nobody.field.from": (
        "No trainer of {regency} is on record for {wanted} who may be asked."
    ),
    "trainer_unqualified.expired": "This trainer's certificate for {wanted} is valid until {day}.",
    "trainer_unconfirmed.asked": "The trainer has not yet said yes to {when}.",
    "trainer_unconfirmed.declined": "The trainer has declined {when}.",
    "trainer_no_spt": (
        "The number of the trainer's letter of assignment for {when} is still missing."
    ),
    "double_enrol.overlap": "{people} of the participants also have a seat in {title}, {taken}.",
    "double_enrol.repeat": (
        "{people} of the participants learn {field} in another cohort this year."
    ),
    "participant_elig.nib": (
        "{people} of the participants have not given their business number (NIB)."
    ),
    "participant_elig.age": (
        "{people} of the participants are not {age} years old, or nobody knows when they were born."
    ),
    "participant_elig.regency": (
        "{people} of the participants are not recorded as living in {regency}."
    ),
    "min_participants": (
        "{people} participants where {least} are needed, for {when}. Consider postponing it."
    ),
    "program_jp.over": "This cohort is scheduled for {planned} JP, its program is {total} JP.",
    "program_jp.short": (
        "This cohort is scheduled for only {planned} JP, its program is {total} JP."
    ),
    "program_jp.order": "Practice {when} comes before its theory.",
    "field.nib": "Business number (NIB)",
    "field.born_on": "Date of birth",
    "field.level": "Level",
    "field.certificate": "Certificate",
    "field.qualification_id": "Qualification",
    "field.absence_id": "Absence",
    "field.needs_nib": "Needs an NIB",
    "field.min_age": "Minimum age",
    "field.only_regency": "Only for residents of",
    "fault.digits": "{field}: {value}, expected {limit} digits",
    "trainer_asked.headline": "Please say whether you can teach",
    "trainer_asked.sentence": (
        "{agency} asks you to teach. Open your personal link to say yes or no, without an account"
        " or a password."
    ),
    "trainer_accepted.headline": "A trainer accepts",
    "trainer_accepted.sentence": "The trainer says yes to these sessions.",
    "trainer_declined.headline": "A trainer declines",
    "trainer_declined.sentence": (
        "The trainer says no to these sessions. Look for somebody else, or for another time."
    ),
    "line.trainer": "Trainer: {value}",
    "line.link_to_answer": "Answer here: {value}",
    "line.page_sent_before": "The personal link you received shows the schedule as it is.",
    "line.ask_for_page": (
        "To open the schedule without an account, ask the organiser for a personal link."
    ),
    "line.own_link": "Answer by the personal link that we sent you before.",
    "refusal.link_revoked": "This link was taken back. Ask the organiser for a new one.",
    "session_unused.headline": "The room was not used",
    "session_unused.sentence": (
        "The room's keeper noted that nobody came to this session of {agency}. What was left of it"
        " is open to others."
    ),
    "session_used.headline": "No longer noted as unused",
    "session_used.sentence": (
        "The room's keeper took back the note that this session of {agency} was not used. It is"
        " planned as it was."
    ),
    "session_used_in_part.headline": "No longer noted as unused, not all that was left comes back",
    "session_used_in_part.sentence": (
        "The room's keeper took back the note that this session of {agency} was not used. What was"
        " left of its time is its own again as far as it is free, until the hour below: others have"
        " the rest, or the room may not be used then."
    ),
    "state.unused": "noted as unused",
    "state.waited_for": "planned, can be judged 30 minutes after its start,",
    "state.planned": "planned",
    "state.online": "online",
    "verb.mark_unused": "marked as unused",
    "verb.unmark_unused": "taken back",
    "state.not_begun": "still to begin",
    "state.begun": "under way",
    "state.nobody_enrolled": "without anybody enrolled",
    "verb.keep_attendance": "marked for attendance",
    "verb.say_coming": "answered",
    "field.marks": "Attendance",
    "field.mark": "Mark",
    "field.says": "Answer",
    "field.answer": "Answer",
    "field.letter": "Number of the letter of assignment",
    "verb.answer": "answered",
    "seat_given.headline": "You have a seat",
    "seat_given.sentence": (
        "You have moved up from the reserve list. Your page shows when and where."
    ),
    "moved_up.headline": "Moved up from the reserve list",
    "moved_up.sentence": "Free seats went to the reserve list, in its order. Let them know.",
    "on_reserve.headline": "You are on the reserve list",
    "on_reserve.sentence": (
        "All seats are taken. Once one is free, the reserve list moves up in its order."
    ),
    "line.participants": "Participants: {value}",
    "line.reserve_number": "Place on the reserve list: {value}",
    "refusal.seated_elsewhere": (
        "Somebody has a seat in other training at the same time: nobody was enrolled."
    ),
    "fault.seated_elsewhere": "{field}: {value} has a seat in {limit}",
    "fault.meanwhile": "{title}, {there}, while this batch meets {here}",
    "fault.nik": "{field}: expected a NIK, 16 digits as on the identity card",
    "fault.nik_not_taken": "{field}: no NIK is taken here (the server has no key); leave it out",
    "fault.nik_differs": "{field}: {value} is known with another NIK ({limit})",
    "field.nik": "NIK",
    "refusal.not_a_nik": "That is no NIK; nothing was kept.",
    "refusal.nik_not_taken": "No NIK is taken here; nothing was kept.",
}
