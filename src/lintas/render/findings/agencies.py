"""What laws about who may use what find."""

from datetime import timedelta

from lintas.render.findings.telling import Telling
from lintas.render.times import say_days


def say_agreement_none(telling: Telling) -> list[str]:
    lender, borrower = (
        telling.regencies.get(code) or telling.say("government", code=code)
        for code in (telling.text("lender"), telling.text("borrower"))
    )
    venue = telling.text("venue")
    return [telling.say("agreement_none", lender=lender, borrower=borrower, venue=venue)]


def say_agreement_expired(telling: Telling) -> list[str]:
    last = telling.day("valid_until") - timedelta(days=1)
    term = say_days(telling.day("valid_from"), last, telling.language)
    kind = telling.say(f"agreement.{telling.text('agreement') or 'any'}")
    return [
        telling.say("agreement_expired", kind=kind, name=telling.party, term=term),
        telling.wanted(()),
    ]
