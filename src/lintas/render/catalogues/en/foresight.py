"""Whom a change would reach too late, and how such estimates came out, in English."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "foresight.on_the_road": "perhaps on the road already",
    "foresight.calendar_too_late": "their calendar won't load it in time",
    "foresight.opened_nothing": "have opened nothing yet",
    "foresight.to_ring": "Estimate: {ring} of {concerned} people should be rung",
    "foresight.limits": (
        "Estimated from how long ways take and how often each calendar loads; not a certainty."
    ),
    "foresight.score": "Estimate: {right} of {judged} right",
    "foresight.score_waits": "Estimate: judged once the old time has begun",
    "foresight.score_none": "Estimate: nothing that can be judged",
    "foresight.by_sign": (
        "Calendar loaded in time: {loads_right} of {loads_judged};"
        " opened before the start: {opens_right} of {opens_judged}."
    ),
    "foresight.so_far": "Estimates of the last 90 days: {right} of {judged} right.",
    "foresight.so_far_none": "No earlier estimate can be judged yet.",
    "foresight.few": "Too few to conclude from.",
    "foresight.not_scored": (
        "Who was on the road can't be looked up later, so it isn't judged; nor is whoever opened at"
        " a time that nobody knows. Those who were rung may have opened because they were rung."
    ),
}
