"""The demo is loaded: once, whole, and only where there is nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lintas.actions.demo import edges, uses, waiting
from lintas.actions.demo.courses import join_teacher, settle_courses
from lintas.actions.demo.morning import Morning
from lintas.actions.demo.offices import Login, invite_cast, register_agencies, register_regencies
from lintas.actions.demo.pact import agree, end_early
from lintas.actions.demo.places import register_places
from lintas.actions.demo.stage import Stage
from lintas.actions.demo.story import WIB, Story
from lintas.actions.demo.tools import register_tools, state_tariffs
from lintas.actions.steps.announcing import audit
from lintas.domain.accounts import SHELL
from lintas.domain.refusal import Refusal
from lintas.store.installations import (
    add_seeding,
    count_nouns,
    list_seedings,
    save_example_mail_cancelled,
)
from lintas.store.transaction import retrying, writing_together

# Everything of the story is done within minutes of 08.00.
_MORNING_OVER = time(9)


class NotEmpty(Refusal):
    """The database holds somebody's own; `found` counts it by table."""

    def __init__(self, found: Mapping[str, int]) -> None:
        counts = ", ".join(f"{count} in {table}" for table, count in found.items())
        super().__init__(f"the demo is loaded into an empty database only, and this holds {counts}")
        self.found = found


@dataclass(frozen=True, slots=True)
class Demo:
    """`logins` and the secret of one participant's page are told this once.

    Both are empty when it was loaded before.
    """

    seeded_on: date
    logins: tuple[Login, ...] = ()
    personal_link: str = ""


@retrying
async def load_demo(*, hold_for: timedelta, now: datetime) -> Demo:
    """Load it, whole or not at all; where it was loaded before, nothing changes.

    It is told of the last morning that is over, so that nothing in it comes later than what is
    done next. Undecided requests hold for `hold_for` from that 08.00 on. From the server's own
    shell.

    Raises:
        NotEmpty: there are regencies, agencies, venues, people or programs of somebody else.
    """
    async with writing_together("seed"):
        if seedings := await list_seedings():
            return Demo(seedings[0])
        if found := await count_nouns():
            raise NotEmpty(found)
        return await _load(Story(_last_morning(now)), hold_for)


def _last_morning(now: datetime) -> date:
    local = now.astimezone(WIB)
    is_over = local.time() >= _MORNING_OVER
    return local.date() if is_over else local.date() - timedelta(days=1)


async def _load(story: Story, hold_for: timedelta) -> Demo:
    morning = Morning(story.dawn)
    await register_regencies(morning)
    cast = await invite_cast(morning)
    agencies = await register_agencies(cast, morning)
    places = await register_places(cast, agencies, morning)
    tools = await register_tools(cast, agencies, places, morning)
    await state_tariffs(cast, places, morning)
    courses = await settle_courses(cast, agencies, morning)
    cast = await join_teacher(cast, courses.teacher)
    agreement = await agree(story, cast, morning)
    stage = Stage(story, cast, agencies, places, tools, courses, hold_for, morning)

    await _tell(stage)
    await end_early(agreement, story, cast=cast, now=morning.now)

    await save_example_mail_cancelled("nobody is behind the addresses of the demo")
    await add_seeding(story.day, now=morning.now)
    await audit(SHELL, "seed", ("installation", story.day), now=morning.now)
    return Demo(story.day, cast.logins, courses.personal_link)


async def _tell(stage: Stage) -> None:
    await uses.ask_for_packaging(stage)
    await waiting.wait_in_line(stage)
    await uses.ask_and_wait(stage)
    await waiting.declare_steps(stage)
    await waiting.ask_step_by_step(stage)
    await uses.write_down_a_call(stage)
    await uses.ask_for_sewing(stage)
    await uses.ask_for_aula(stage)
    await uses.close_aula(stage)
    await uses.close_workshops(stage)
    await uses.teach_far_apart(stage)
    await uses.mend_roads(stage)
    await edges.meet_online(stage)
    await edges.meet_around_a_holiday(stage)
    await edges.meet_around_prayer(stage)
    await edges.close_the_books(stage)
    await edges.meet_in_the_evening(stage)
