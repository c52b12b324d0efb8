"""What laws about the place find."""

from lintas.render.findings.telling import Telling, say_siblings
from lintas.render.times import say_clock, say_day, say_day_within
from lintas.render.ways import say_layout


def say_venue_clash(telling: Telling) -> list[str]:
    if telling.text("kind") == "sibling":
        return say_siblings(telling, "venue_clash.sibling", room=telling.party)
    taken, held, wanted = (telling.span(name) for name in ("taken", "held", "wanted"))
    room, asked = telling.text("room"), telling.text("asked")
    agency = telling.text("agency")
    told = [telling.say("venue_clash.use", room=room, taken=telling.within("taken"), agency=agency)]
    if asked and asked != room:
        told.append(telling.say("venue_clash.kin", room=room, asked=asked))
    told.append(telling.wanted(taken.days(telling.zone)))
    if taken.overlaps(wanted):
        return told
    if held.overlaps(wanted):
        clock = say_clock(held, telling.zone, telling.language)
        return [*told, telling.say("venue_clash.held", held=clock)]
    return [*told, telling.say("venue_clash.no_gap")]


def say_venue_closed(telling: Telling) -> list[str]:
    if telling.text("kind") == "hours":
        return _hours(telling)
    reason = telling.text("reason").rstrip(".")
    key = "venue_closed.closure_because" if reason else "venue_closed.closure"
    place = telling.text("room") or telling.say("finding.here")
    closed = telling.within("closed")
    return [
        telling.say(key, place=place, closed=closed, reason=reason),
        telling.wanted(telling.span("closed").days(telling.zone)),
    ]


def _hours(telling: Telling) -> list[str]:
    place = telling.text("venue") or telling.say("finding.here")
    day, wanted = telling.day("day"), telling.wanted((telling.day("day"),))
    if telling.finding.evidence["opens"] is None:
        said = say_day_within(day, telling.language)
        return [telling.say("venue_closed.shut", place=place, day=said), wanted]
    told = [telling.say("venue_closed.opens", place=place, opens=telling.within("opens")), wanted]
    if telling.span("opens").contains(telling.span("wanted")):
        told.append(telling.say("venue_closed.around"))
    return told


def say_venue_bumped(telling: Telling) -> list[str]:
    told = telling.say(
        "venue_bumped",
        room=telling.text("room"),
        claimed=telling.within("claimed"),
        in_favour_of=telling.text("in_favour_of"),
        authority=telling.text("authority"),
    )
    return [told, telling.wanted(telling.span("claimed").days(telling.zone))]


def say_capacity(telling: Telling) -> list[str]:
    layout = say_layout(telling.text("layout"), telling.language)
    facts = {
        "room": telling.party,
        "headcount": telling.number("headcount"),
        "layout": telling.say("capacity.layout", layout=layout) if layout else "",
    }
    if telling.finding.evidence["capacity"] is None:
        return [telling.say("capacity.unknown", **facts)]
    over = telling.fact("headcount", int) > telling.fact("capacity", int)
    key = "capacity.over" if over else "capacity.nearly"
    return [telling.say(key, **facts, capacity=telling.number("capacity"))]


def say_venue_ownership(telling: Telling) -> list[str]:
    day = telling.day("day")
    said = say_day(day, telling.language)
    told = [
        telling.say("venue_ownership", venue=telling.text("venue"), to=telling.text("to"), day=said)
    ]
    if document := telling.text("document").rstrip("."):
        told.append(telling.say("venue_ownership.document", document=document))
    return [*told, telling.wanted((day,))]
