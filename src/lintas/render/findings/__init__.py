"""What a plan runs into, in words: both sides, with their times."""

from collections.abc import Callable, Mapping
from datetime import tzinfo

from lintas.render.catalogues import knows, say
from lintas.render.findings.agencies import (
    say_agreement_expired,
    say_agreement_none,
    say_quota_exceeded,
    say_reciprocity,
)
from lintas.render.findings.calendar import say_cuti_bersama, say_holiday
from lintas.render.findings.outside import say_calendar_unknown, say_outside_busy
from lintas.render.findings.participants import (
    say_double_enrol,
    say_min_participants,
    say_participant_elig,
    say_program_jp,
)
from lintas.render.findings.people import (
    say_trainer_clash,
    say_trainer_no_spt,
    say_trainer_unconfirmed,
    say_trainer_unqualified,
)
from lintas.render.findings.telling import Telling
from lintas.render.findings.things import say_equip_clash, say_equip_missing, say_equip_ratio
from lintas.render.findings.travel import say_trainer_load, say_trainer_travel
from lintas.render.findings.venues import (
    say_capacity,
    say_venue_bumped,
    say_venue_clash,
    say_venue_closed,
    say_venue_ownership,
)
from lintas.render.findings.working_time import (
    say_booking_window,
    say_budget_year,
    say_friday,
    say_lead_time,
    say_longest_use,
    say_ramadan,
    say_workhours,
)
from lintas.rules import RULES, Finding, Severity

LAWS = {rule.code: rule.law for rule in RULES}
NO_NAMES: Mapping[str, str] = {}
SENTENCES: Mapping[str, Callable[[Telling], list[str]]] = {
    "venue_clash": say_venue_clash,
    "venue_closed": say_venue_closed,
    "venue_bumped": say_venue_bumped,
    "outside_busy": say_outside_busy,
    "calendar_unknown": say_calendar_unknown,
    "venue_ownership": say_venue_ownership,
    "booking_window": say_booking_window,
    "longest_use": say_longest_use,
    "capacity": say_capacity,
    "equip_missing": say_equip_missing,
    "equip_clash": say_equip_clash,
    "equip_ratio": say_equip_ratio,
    "trainer_clash": say_trainer_clash,
    "trainer_travel": say_trainer_travel,
    "trainer_load": say_trainer_load,
    "trainer_unqualified": say_trainer_unqualified,
    "trainer_unconfirmed": say_trainer_unconfirmed,
    "trainer_no_spt": say_trainer_no_spt,
    "agreement_none": say_agreement_none,
    "agreement_expired": say_agreement_expired,
    "quota_exceeded": say_quota_exceeded,
    "reciprocity": say_reciprocity,
    "holiday": say_holiday,
    "cuti_bersama": say_cuti_bersama,
    "workhours": say_workhours,
    "friday": say_friday,
    "ramadan": say_ramadan,
    "double_enrol": say_double_enrol,
    "participant_elig": say_participant_elig,
    "min_participants": say_min_participants,
    "budget_year": say_budget_year,
    "program_jp": say_program_jp,
    "lead_time": say_lead_time,
}


def label(code: str, language: str = "id") -> str:
    """What a finding of this code is called: Tempat bentrok."""
    return say(f"label.{code}", language)


def severity_label(severity: Severity, language: str = "id") -> str:
    """Wajib diselesaikan, Perlu alasan or Catatan."""
    return say(f"severity.{severity.value}", language)


def law(code: str, language: str = "id") -> str:
    """The law in one sentence."""
    return _translated(LAWS[code], language)


def say_finding(
    finding: Finding,
    zone: tzinfo,
    language: str = "id",
    *,
    regencies: Mapping[str, str] = NO_NAMES,
) -> str:
    """One to three sentences: what the plan runs into, then what was asked for.

    Times are in `zone`, the room's. `regencies` are names by code; a government without a name
    is called by its code.
    """
    told = SENTENCES.get(finding.code)
    if told is None:
        # A conflict may outlive its law.
        return _translated(finding.law, language)
    return " ".join(told(Telling(finding, zone, language, regencies)))


def _translated(law_in_english: str, language: str) -> str:
    """English is what `rules` says, and the key to every other language."""
    if knows(law_in_english, language):
        return say(law_in_english, language)
    return law_in_english
