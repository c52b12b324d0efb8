"""What inspectors read of a batch, in English."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "dossier.rundown": "Rundown and its approval",
    "dossier.rundown.note": (
        "A session counts as held where its attendance list says that somebody came."
    ),
    "dossier.rundown.columns": "Time|Session|Place|Trainers|Decision|Approval|Held",
    "dossier.changes": "Changes",
    "dossier.changes.note": (
        "Who changed what, when and why; the latest first. Numbers are places in the "
        "chain of the audit trail."
    ),
    "dossier.changes.columns": "Time|By|Deed|Subject|Reason|Before|After|Number",
    "dossier.attendance": "Attendance",
    "dossier.attendance.note": "In how many sessions, as the lists that were kept say.",
    "dossier.attendance.columns": "Participant|Present|Excused|Absent",
    "dossier.letters": "Letters of assignment against days held",
    "dossier.letters.note": "Days that a letter covers, against days on which sessions were held.",
    "dossier.letters.columns": "Trainer|Letter|Days planned|Days held|Not proven",
    "dossier.overlaps": "One person in two places",
    "dossier.overlaps.note": (
        "Trainers and participants who were to be in another session at the same time."
    ),
    "dossier.overlaps.columns": "Name|One|Other",
    "dossier.passed": "Warnings let pass",
    "dossier.passed.note": "Warnings that were given a reason, and blocks that were overridden.",
    "dossier.passed.columns": "Time|Law|By|Authority|Reason",
    "dossier.verdict": "{verdict} by {by} ({name}), {when}",
    "dossier.stand_in": "as stand-in",
    "dossier.held": "held",
    "dossier.not_proven": "not proven",
    "dossier.service": "the service",
    "dossier.teaches": "teaches",
    "dossier.attends": "attends",
    "dossier.made": "Made {when}",
    "dossier.none": "None.",
    "dossier.whole": "Whole: {count} entries are what the chain of the audit trail says.",
    "dossier.broken": (
        "NOT WHOLE: {count} entries are not what the chain of the audit trail says, "
        "numbers {numbers}."
    ),
    "dossier.unchained": (
        "{count} new entries have no place in the chain yet (five minutes at most)."
    ),
    "dossier.more": "{count} older entries are not shown.",
    "mark.present": "present",
    "mark.excused": "excused",
    "mark.absent": "absent",
    "fact.span": "time",
    "fact.room": "room",
    "fact.state": "state",
    "fact.sessions": "sessions",
    "fact.number": "batch number",
    "fact.mode": "way of meeting",
    "fact.letter": "letter",
    "fact.answer": "answer",
    "fact.until": "until",
    "fact.headcount": "headcount",
    "fact.trainers": "trainers",
    "fact.rows": "rows",
    "fact.says": "answer",
    "fact.steps_passed": "steps",
    "fact.overrides": "overridden",
    "fact.decision": "decision",
}
