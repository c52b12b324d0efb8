"""What laws about tools find."""

from lintas.render.findings.telling import Telling
from lintas.rules import Severity


def say_equip_missing(telling: Telling) -> list[str]:
    evidence = telling.finding.evidence
    is_unknown = telling.finding.severity is Severity.INFORMS or not evidence.get("noted", True)
    key = "equip_missing.wished" if evidence.get("wished") else "equip_missing"
    key = f"{key}.unknown" if is_unknown else key
    return [telling.say(key, tool=_tool(telling), room=telling.party)]


def say_equip_clash(telling: Telling) -> list[str]:
    kind, asset = telling.text("kind"), telling.party
    if kind == "away":
        return [telling.say("equip_clash.away", asset=asset, venue=telling.text("venue"))]
    needed, total = telling.number("needed"), telling.number("total")
    if kind == "few":
        return [telling.say("equip_clash.few", asset=asset, needed=needed, total=total)]
    used = telling.say(
        "equip_clash.use",
        asset=asset,
        taken_quantity=telling.number("taken_quantity"),
        taken=telling.within("taken"),
        agency=telling.text("agency"),
        place=telling.text("place"),
    )
    left = telling.say("equip_clash.left", needed=needed, free=telling.number("free"), total=total)
    return [used, telling.wanted(telling.span("taken").days(telling.zone)), *_way(telling), left]


def _way(telling: Telling) -> list[str]:
    """Of what is not in use then, but can't be here in time."""
    if telling.text("kind") == "unknown":
        return [telling.say("equip_clash.unknown", gap=telling.number("gap"))]
    if telling.text("kind") != "way":
        return []
    origin = telling.say(f"travel.{telling.text('origin')}")
    facts = {"minutes": telling.number("minutes"), "origin": origin, "gap": telling.number("gap")}
    return [telling.say("equip_clash.way", **facts)]


def say_equip_ratio(telling: Telling) -> list[str]:
    numbers = {
        name: telling.number(name) for name in ("available", "needed", "headcount", "persons")
    }
    return [telling.say("equip_ratio", tool=_tool(telling), **numbers)]


def _tool(telling: Telling) -> str:
    kind = telling.text("kind")
    return kind[:1].upper() + kind[1:] if telling.finding.code == "equip_ratio" else kind
