"""How often something comes again, in words."""

from datetime import datetime

from lintas.render.catalogues import knows, say
from lintas.render.times import say_day_within

_FORMS = {8: "%Y%m%d", 15: "%Y%m%dT%H%M%S", 16: "%Y%m%dT%H%M%SZ"}


def say_rule(rrule: str, language: str = "id") -> str:
    """Berulang setiap minggu, sampai Kamis 31 Desember 2026; of no rule, nothing.

    What is rare is told by the rule itself.
    """
    if not rrule:
        return ""
    parts = dict(piece.partition("=")[::2] for piece in rrule.upper().split(";"))
    key = f"again.{parts.get('FREQ', '').lower()}"
    if parts.keys() - {"FREQ", "COUNT", "UNTIL", "WKST"} or not knows(key, language):
        return say("again.rule", language, rule=rrule)
    told = say(key, language)
    if count := parts.get("COUNT"):
        return f"{told}, {say('again.times', language, n=count)}"
    until = parts["UNTIL"]
    last = datetime.strptime(until, _FORMS[len(until)]).date()  # noqa: DTZ007 -- only its date
    return f"{told}, {say('again.until', language, day=say_day_within(last, language))}"
