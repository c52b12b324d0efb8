"""What is lacking, in words: both sides with their times, in both languages."""

from dataclasses import replace

from lintas.domain.agencies import VenueId
from lintas.domain.bookings import SessionId
from lintas.domain.plans import Plan
from lintas.domain.things import Asset, AssetId, AssetNeed, AssetUse
from lintas.domain.travel import Place, Travel, TravelOrigin
from lintas.domain.venues import Handover, HandoverId
from lintas.render.findings import say_finding
from lintas.rules import Situation, judge
from tests.builders import (
    BANDUNG,
    MONDAY,
    SERANG,
    WIB,
    agency,
    hours,
    meeting,
    named,
    plan,
    program,
    room,
    situation,
)

TOOL = AssetId(named("Mesin jahit"))
ELSEWHERE = VenueId(named("Balai"))


def told(wanted: Plan, known: Situation, language: str = "id") -> list[str]:
    return [say_finding(each, WIB, language) for each in judge(wanted, known)]


def knowing(*uses: AssetUse, **facts: object) -> Situation:
    asset = Asset(TOOL, agency().id, BANDUNG, "Mesin jahit", 16, movable=True)
    if facts:
        asset = Asset(TOOL, agency().id, BANDUNG, "Mesin jahit", 16, venue_id=ELSEWHERE)
    return situation(assets={TOOL: asset}, asset_uses={TOOL: uses})


def taking(quantity: int) -> Plan:
    return plan(meeting(hours(9, 12), assets=(AssetNeed(TOOL, quantity),)))


def test_machines_that_others_use() -> None:
    place = Place(ELSEWHERE, None, None, SERANG, None, None, "Kelas, Balai", WIB)
    used = AssetUse(
        TOOL, 12, hours(8, 10), hours(8, 10), SessionId(named("a")), "Diskoumperindag", place
    )

    assert told(taking(5), knowing(used)) == [
        "Mesin jahit: 12 dipakai 08.00–10.00 WIB, Senin 7 Januari 2030, oleh Diskoumperindag di"
        " Kelas, Balai. Yang diminta 09.00–12.00 WIB. Perlu 5, tersisa 4 dari 16."
    ]
    assert told(taking(5), knowing(used), "en") == [
        "Mesin jahit: 12 in use 08:00–10:00 WIB, Monday 7 January 2030, by Diskoumperindag in"
        " Kelas, Balai. You asked for 09:00–12:00 WIB. 5 needed, 4 left of 16."
    ]


def test_machines_that_are_under_way() -> None:
    place = Place(ELSEWHERE, None, None, SERANG, None, None, "Kelas, Balai", WIB)
    used = AssetUse(
        TOOL, 12, hours(6, 8), hours(6, 8), SessionId(named("a")), "Diskoumperindag", place
    )
    way = {(str(ELSEWHERE), str(named("Gedung"))): Travel(90, TravelOrigin.MEASURED)}

    assert told(taking(5), replace(knowing(used), travel=way)) == [
        "Mesin jahit: 12 dipakai 06.00–08.00 WIB, Senin 7 Januari 2030, oleh Diskoumperindag di"
        " Kelas, Balai. Yang diminta 09.00–12.00 WIB. Waktu tempuhnya 90 menit (diukur), jedanya 60"
        " menit. Perlu 5, tersisa 4 dari 16."
    ]
    assert "nobody knows how long the way takes" in told(taking(5), knowing(used), "en")[0]


def test_machines_there_are_not() -> None:
    assert told(taking(17), knowing()) == ["Mesin jahit: perlu 17, yang ada hanya 16."]
    assert told(taking(1), knowing(fixed=True)) == ["Mesin jahit tidak dapat dibawa ke Gedung."]


def test_what_a_program_lacks() -> None:
    sewing = program(equipment={"mesin jahit": 2})

    assert told(plan(program=sewing, room=room(equipment={})), situation()) == [
        "Program ini memerlukan mesin jahit, tetapi tidak ada di Aula dan tidak dibawa."
    ]
    assert told(plan(program=sewing), situation()) == [
        "Program ini memerlukan mesin jahit. Alat di Aula belum tercatat."
    ]
    assert told(plan(program=sewing, room=room(equipment={"mesin jahit": 9})), situation()) == [
        "Mesin jahit: ada 9, sebaiknya 10 untuk 20 orang (satu untuk 2 orang)."
    ]


def test_a_venue_that_changes_hands() -> None:
    handover = Handover(
        HandoverId(named("BAST")), VenueId(named("Gedung")), MONDAY, "Kota Serang", None, "BAST 12."
    )

    assert told(plan(hours(9, 12)), situation(handovers=(handover,))) == [
        "Gedung beralih kepada Kota Serang mulai Senin, 7 Januari 2030. Dasarnya: BAST 12."
        " Yang diminta 09.00–12.00 WIB."
    ]
