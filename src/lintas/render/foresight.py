"""An estimate of who hears of a change too late, and how estimates came out, in words."""

from collections.abc import Sequence

from lintas.domain.estimates import Score
from lintas.domain.foresight import Foresight, Worry
from lintas.render.catalogues import FIRST_LANGUAGE, say


def say_worry(worry: Worry, language: str = FIRST_LANGUAGE) -> str:
    return say(f"foresight.{worry.value}", language)


def say_to_ring(found: Foresight, language: str = FIRST_LANGUAGE) -> str:
    facts = {"ring": len(found.to_ring), "concerned": found.concerned}
    return say("foresight.to_ring", language, **facts)


def say_limits(language: str = FIRST_LANGUAGE) -> str:
    return say("foresight.limits", language)


def say_score(score: Score | None, language: str = FIRST_LANGUAGE) -> Sequence[str]:
    """Of one change; none: its time has not come yet."""
    if score is None:
        return [say("foresight.score_waits", language)]
    if not score.total.judged:
        return [say("foresight.score_none", language)]
    return [say("foresight.score", language, **_total(score)), _by_sign(score, language)]


def say_so_far(score: Score, language: str = FIRST_LANGUAGE) -> Sequence[str]:
    """Of all that a side has changed; it says when that is too little to conclude from."""
    if not score.total.judged:
        return [say("foresight.so_far_none", language)]
    said = [say("foresight.so_far", language, **_total(score)), _by_sign(score, language)]
    return said if score.total.is_enough else [*said, say("foresight.few", language)]


def say_unscored(language: str = FIRST_LANGUAGE) -> str:
    """What no score can tell."""
    return say("foresight.not_scored", language)


def _total(score: Score) -> dict[str, int]:
    return {"right": score.total.right, "judged": score.total.judged}


def _by_sign(score: Score, language: str) -> str:
    return say(
        "foresight.by_sign",
        language,
        loads_right=score.loads.right,
        loads_judged=score.loads.judged,
        opens_right=score.opens.right,
        opens_judged=score.opens.judged,
    )
