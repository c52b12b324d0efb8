"""What governments share, in English: programs, versions of schedules, plans in bulk."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "program_offered.headline": "A program is offered",
    "program_offered.sentence": "{agency} offers the program below for your side to adopt.",
    "program_adopted.headline": "Program adopted",
    "program_adopted.sentence": "{agency} has adopted the program below.",
    "program_declined.headline": "Offer of a program declined",
    "program_declined.sentence": "{agency} doesn't adopt the program below.",
    "program_withdrawn.headline": "Offer of a program withdrawn",
    "program_withdrawn.sentence": "{agency} took back its offer of the program below.",
    "field.category": "Category",
    "field.to_regency": "Government it is offered to",
    "field.note": "Note",
    "field.source": "Funds",
    "field.result": "Result",
    "field.offer_id": "Offer",
    "field.follow_up_id": "Follow-up",
    "fault.other_side": "{field}: {value}, expected another government",
    "subject.offer": "The offer",
    "state.offered": "offered",
    "state.adopted": "adopted",
    "verb.adopt": "adopted",
}
