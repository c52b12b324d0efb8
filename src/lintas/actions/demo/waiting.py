"""Who waits: for the next step of approval, and in line."""

from datetime import datetime, time

from lintas.actions.approvals.declare_step import StepFacts, declare_step
from lintas.actions.approvals.queue import join_queue
from lintas.actions.demo.places import BLK_CLASS, PLUT_HALL
from lintas.actions.demo.stage import Stage
from lintas.actions.demo.story import WIB
from lintas.domain.people import Role
from lintas.domain.plans import Ask, PlannedSession
from lintas.domain.timespan import TimeSpan

VILLAGES = "DPMD Kab. Serang"
STEP_DAYS = 3


async def declare_steps(stage: Stage) -> None:
    """Of who asks, and of who lends."""
    cast = stage.cast
    for facts, keeper in (
        (
            StepFacts(
                "Kepala DPMD (contoh)",
                STEP_DAYS,
                agency_id=stage.agencies[VILLAGES].id,
                role=Role.COORDINATOR,
            ),
            cast.serang,
        ),
        (
            StepFacts(
                "Kepala UPTD BLK (contoh)",
                STEP_DAYS,
                room_id=stage.places.rooms[BLK_CLASS].id,
                role=Role.VENUE_MANAGER,
            ),
            cast.bandung_manager,
        ),
    ):
        await declare_step(facts, actor=keeper.account.acting(), now=stage.morning.now)


async def ask_step_by_step(stage: Stage) -> None:
    """The first of two has said yes."""
    ask = Ask(
        room_id=stage.places.rooms[BLK_CLASS].id,
        agency_id=stage.agencies[VILLAGES].id,
        purpose="Bimtek administrasi desa (contoh)",
        headcount=12,
        layout="workshop",
        sessions=(PlannedSession(stage.story.half_approved),),
    )
    booking_id = await stage.ask(ask, stage.cast.serang)
    await stage.approve(booking_id, stage.cast.serang)


async def wait_in_line(stage: Stage) -> None:
    """For the hall of PLUT, on the first day of the course that meets in it."""
    day = stage.story.packaging_days[0]
    span = TimeSpan(datetime.combine(day, time(9), WIB), datetime.combine(day, time(12), WIB))
    ask = Ask(
        room_id=stage.places.rooms[PLUT_HALL].id,
        agency_id=stage.agencies["Dinas Koperasi dan UKM Kab. Bandung"].id,
        purpose="Rapat anggota koperasi (contoh)",
        headcount=40,
        layout="classroom",
        sessions=(PlannedSession(span),),
    )
    await join_queue(ask, actor=stage.cast.bandung.account.acting(), now=stage.morning.now)
