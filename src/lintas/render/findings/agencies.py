"""What laws about who may use what find."""

from datetime import timedelta

from lintas.render.findings.telling import Telling
from lintas.render.times import say_days


def say_agreement_none(telling: Telling) -> list[str]:
    lender, borrower = _governments(telling)
    if telling.text("kind") == "tool":
        facts = {"lender": lender, "borrower": borrower, "asset": telling.party}
        return [telling.say("agreement_none.tool", **facts), telling.wanted(())]
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


def say_quota_exceeded(telling: Telling) -> list[str]:
    lender, borrower = _governments(telling)
    year = telling.fact("year", int)
    unit = telling.say(f"quota.{telling.text('unit')}")
    told = telling.say(
        "quota_exceeded",
        kind=telling.say(f"agreement.{telling.text('agreement') or 'any'}"),
        name=telling.party,
        lender=lender,
        borrower=borrower,
        amount=telling.number("amount"),
        unit=unit,
        period=telling.say("quota.year", year=year) if year else telling.say("quota.term"),
    )
    taken = telling.say(
        "quota_exceeded.taken", used=telling.amount("used"), asked=telling.amount("asked")
    )
    return [told, taken, telling.wanted(())]


def say_reciprocity(telling: Telling) -> list[str]:
    lender, borrower = _governments(telling)
    return [
        telling.say(
            "reciprocity",
            lender=lender,
            borrower=borrower,
            year=telling.fact("year", int),
            ours=telling.amount("ours"),
            theirs=telling.amount("theirs"),
            ratio=telling.number("ratio"),
            beyond=telling.number("beyond"),
        )
    ]


def _governments(telling: Telling) -> list[str]:
    """Lender and borrower, by name where it is known."""
    return [
        telling.regencies.get(code) or telling.say("government", code=code)
        for code in (telling.text("lender"), telling.text("borrower"))
    ]
