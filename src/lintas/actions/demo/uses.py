"""What rooms are asked for, decided, written down, and taken away again."""

from lintas.actions.bookings.record_use import PhonedUse, record_use
from lintas.actions.demo.courses import LABOUR, UMKM
from lintas.actions.demo.places import (
    AULA,
    BLK,
    BLK_WORKSHOP,
    CIRUAS,
    CIRUAS_ROOM,
    PLUT_HALL,
    PLUT_ROOM,
    SOREANG,
    VILLAGE_ROOM,
)
from lintas.actions.demo.stage import Stage
from lintas.actions.travel.state_way import WayFacts, state_way
from lintas.actions.venues.close_room import Closing, close_room
from lintas.domain.plans import Ask, PlannedSession
from lintas.domain.things import AssetNeed

_PACKAGING = (
    ("Hari 1: Bahan dan bentuk kemasan", "theory"),
    ("Hari 2: Label dan daya simpan", "theory"),
    ("Hari 3: Praktik mengemas", "practice"),
)


async def ask_for_packaging(stage: Stage) -> None:
    """Three days in the hall of PLUT, which says yes by itself."""
    teachers = (stage.courses.teacher.id,)
    sealers = (AssetNeed(stage.tools.sealers.id, stage.tools.sealers.quantity),)
    ask = Ask(
        room_id=stage.places.rooms[PLUT_HALL].id,
        agency_id=stage.agencies[UMKM].id,
        purpose="Pelatihan Kemasan Produk UMKM Angkatan 2 (contoh)",
        headcount=50,
        layout="classroom",
        batch_id=stage.courses.packaging.id,
        sessions=tuple(
            PlannedSession(
                span,
                title,
                trainer_ids=teachers,
                kind=kind,
                assets=sealers if kind == "practice" else (),
            )
            for span, (title, kind) in zip(stage.story.packaging, _PACKAGING, strict=True)
        ),
    )
    await stage.ask(ask, stage.cast.teacher)


async def ask_and_wait(stage: Stage) -> None:
    """A request that Bandung's manager has not decided."""
    session = PlannedSession(stage.story.pending, trainer_ids=(stage.courses.teacher.id,))
    ask = Ask(
        room_id=stage.places.rooms[PLUT_ROOM].id,
        agency_id=stage.agencies[UMKM].id,
        purpose="Klinik desain kemasan (contoh)",
        headcount=20,
        layout="classroom",
        sessions=(session,),
    )
    await stage.ask(ask, stage.cast.teacher)


async def write_down_a_call(stage: Stage) -> None:
    ask = Ask(
        room_id=stage.places.rooms[AULA].id,
        agency_id=stage.agencies["BKPSDM Kab. Serang"].id,
        purpose="Rapat koordinasi (contoh)",
        headcount=40,
        sessions=(PlannedSession(stage.story.phoned),),
    )
    actor = stage.cast.serang_manager.account.acting()
    use = PhonedUse(ask, caller="Penelepon contoh")
    await record_use(use, actor=actor, now=stage.morning.now)


async def ask_for_sewing(stage: Stage) -> None:
    """The village hall of Serang's own, then two days in Bandung's workshop."""
    if stage.story.sewing_in_the_village:
        await stage.ask(_village(stage), stage.cast.serang)
    if stage.story.sewing_in_the_workshop:
        await stage.ask(_workshop(stage), stage.cast.serang)


async def ask_for_aula(stage: Stage) -> None:
    """Once for a day that the regent will need, once for a day beyond the agreement's new end."""
    for agency, purpose, headcount, span in (
        (
            "Dinas Koperasi dan UKM Kab. Bandung",
            "Temu usaha UMKM Bandung dan Serang (contoh)",
            60,
            stage.story.closed_for,
        ),
        (
            "Disnaker Kab. Bandung",
            "Pertemuan instruktur dua kabupaten (contoh)",
            25,
            stage.story.beyond_the_agreement,
        ),
    ):
        await stage.ask_and_approve(
            Ask(
                room_id=stage.places.rooms[AULA].id,
                agency_id=stage.agencies[agency].id,
                purpose=purpose,
                headcount=headcount,
                sessions=(PlannedSession(span),),
            ),
            stage.cast.bandung,
        )


async def close_aula(stage: Stage) -> None:
    closing = Closing(
        span=stage.story.regents_event,
        reason="Kegiatan Bupati Serang (contoh)",
        room_id=stage.places.rooms[AULA].id,
        authority="Nota dinas Bagian Umum (contoh)",
    )
    actor = stage.cast.serang_manager.account.acting()
    await close_room(closing, actor=actor, now=stage.morning.now)


async def teach_far_apart(stage: Stage) -> None:
    """In a time that is enough until roads are mended."""
    teachers = (stage.courses.teacher.id,)
    here, there = (
        Ask(
            room_id=stage.places.rooms[room].id,
            agency_id=stage.agencies[UMKM].id,
            purpose=purpose,
            headcount=20,
            layout="classroom",
            sessions=(PlannedSession(span, trainer_ids=teachers),),
        )
        for room, purpose, span in zip(
            (CIRUAS_ROOM, PLUT_HALL),
            ("Klinik label pagi di Ciruas (contoh)", "Klinik label siang di Soreang (contoh)"),
            stage.story.far_apart,
            strict=True,
        )
    )
    await stage.ask_and_approve(here, stage.cast.serang)
    await stage.ask(there, stage.cast.serang)


async def mend_roads(stage: Stage) -> None:
    way = WayFacts(
        start=CIRUAS,
        goal=SOREANG,
        minutes=345,
        source="Perbaikan jalan tol (contoh)",
    )
    await state_way(way, actor=stage.cast.serang.account.acting(), now=stage.morning.now)


async def close_workshops(stage: Stage) -> None:
    """Over Lebaran, if it is still to come."""
    lebaran = stage.story.lebaran
    if lebaran.end <= stage.story.dawn:
        return
    closing = Closing(
        span=lebaran,
        reason="Libur Idul Fitri 1448 H dan cuti bersama (contoh)",
        venue_id=stage.places.venues[BLK].id,
        authority="Pengumuman UPTD BLK (contoh)",
    )
    actor = stage.cast.bandung_manager.account.acting()
    await close_room(closing, actor=actor, now=stage.morning.now)


def _village(stage: Stage) -> Ask:
    """Where no machine stands: those of Disnakertrans go along."""
    teachers = (stage.courses.instructor.id,)
    machines = (AssetNeed(stage.tools.machines.id, stage.tools.machines.quantity),)
    return Ask(
        room_id=stage.places.rooms[VILLAGE_ROOM].id,
        agency_id=stage.agencies[LABOUR].id,
        purpose="Menjahit Dasar Angkatan 1 (contoh)",
        headcount=16,
        layout="workshop",
        batch_id=stage.courses.sewing.id,
        sessions=tuple(
            PlannedSession(span, trainer_ids=teachers, assets=machines)
            for span in stage.story.sewing_in_the_village
        ),
    )


def _workshop(stage: Stage) -> Ask:
    teachers = (stage.courses.instructor.id,)
    return Ask(
        room_id=stage.places.rooms[BLK_WORKSHOP].id,
        agency_id=stage.agencies[LABOUR].id,
        purpose="Menjahit Dasar Angkatan 1, praktik dan uji (contoh)",
        headcount=16,
        layout="workshop",
        batch_id=stage.courses.sewing.id,
        sessions=tuple(
            PlannedSession(span, "Praktik dan uji kompetensi", trainer_ids=teachers)
            for span in stage.story.sewing_in_the_workshop
        ),
        reasons={
            "equip_ratio": "Empat peserta bergantian memasang kancing dan menyetrika",
            "capacity": "Satu paket 16 orang, sesuai 16 tempat kerja",
            "cuti_bersama": "UPTD BLK menyanggupi membuka bengkel, kunci pada petugas piket",
        },
    )
