"""Uses at the edges of laws that warn or inform: each is there to be told of."""

from lintas.actions.demo.courses import LABOUR, UMKM
from lintas.actions.demo.places import BLK_SPARE, CIRUAS_ROOM, THEATRE, VILLAGE_ROOM
from lintas.actions.demo.stage import Stage
from lintas.domain.bookings import Mode
from lintas.domain.plans import Ask, PlannedSession


async def meet_online(stage: Stage) -> None:
    """Within days, of a batch that is far from full."""
    session = PlannedSession(
        stage.story.online,
        "Pertemuan 1: Foto produk dengan ponsel",
        trainer_ids=(stage.courses.speaker.id,),
        mode=Mode.ONLINE,
        link="https://rapat.contoh.test/pemasaran",
    )
    ask = Ask(
        room_id=stage.places.rooms[VILLAGE_ROOM].id,
        agency_id=stage.agencies[UMKM].id,
        purpose="Pemasaran Digital UMKM Angkatan 1 (contoh)",
        headcount=10,
        batch_id=stage.courses.marketing.id,
        sessions=(session,),
    )
    await stage.ask(ask, stage.cast.serang)


async def meet_around_a_holiday(stage: Stage) -> None:
    """Week by week, and not on the holiday; on that day there is a bazaar."""
    weekly = Ask(
        room_id=stage.places.rooms[CIRUAS_ROOM].id,
        agency_id=stage.agencies[UMKM].id,
        purpose="Pendampingan kemasan mingguan (contoh)",
        headcount=15,
        sessions=tuple(map(PlannedSession, stage.story.weekly)),
        skip_clashing=True,
    )
    await stage.ask_and_approve(weekly, stage.cast.serang)
    bazaar = Ask(
        room_id=stage.places.rooms[THEATRE].id,
        agency_id=stage.agencies["Dinas Koperasi dan UKM Kab. Bandung"].id,
        purpose="Bazar UMKM hari libur (contoh)",
        headcount=300,
        layout="theatre",
        sessions=(PlannedSession(stage.story.bazaar),),
        reasons={"holiday": "Pengunjung datang justru pada hari libur"},
    )
    await stage.ask(bazaar, stage.cast.bandung)


async def meet_around_prayer(stage: Stage) -> None:
    ask = Ask(
        room_id=stage.places.rooms[CIRUAS_ROOM].id,
        agency_id=stage.agencies["Bappeda Litbang Kab. Serang"].id,
        purpose="Rapat panitia pameran (contoh)",
        headcount=10,
        sessions=tuple(map(PlannedSession, stage.story.around_prayer)),
        reasons={"friday": "Jeda salat Jumat di masjid Puspemkab, lalu dilanjutkan"},
    )
    await stage.ask_and_approve(ask, stage.cast.serang)


async def close_the_books(stage: Stage) -> None:
    ask = Ask(
        room_id=stage.places.rooms[BLK_SPARE].id,
        agency_id=stage.agencies["BKPSDM Kab. Bandung"].id,
        purpose="Rekonsiliasi laporan diklat (contoh)",
        headcount=12,
        layout="workshop",
        sessions=(PlannedSession(stage.story.closing_of_books),),
        reasons={"budget_year": "Tanpa biaya, hanya pencocokan laporan"},
    )
    await stage.ask(ask, stage.cast.bandung)


async def meet_in_the_evening(stage: Stage) -> None:
    """In Ramadan, if that evening is still to come."""
    if not stage.story.evening:
        return
    ask = Ask(
        room_id=stage.places.rooms[VILLAGE_ROOM].id,
        agency_id=stage.agencies[LABOUR].id,
        purpose="Evaluasi dan buka bersama peserta menjahit (contoh)",
        headcount=16,
        layout="workshop",
        sessions=tuple(map(PlannedSession, stage.story.evening)),
        reasons={"ramadan": "Disepakati dengan peserta, ditutup dengan buka puasa bersama"},
    )
    await stage.ask(ask, stage.cast.serang)
