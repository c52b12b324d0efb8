"""Sessions by e-mail, chosen by a program."""

from dataclasses import replace
from typing import Any

import pytest

from lintas.store.engines import fetch
from tests.actions.world import SERANG_TRAINER, World
from tests.web.api.conftest import Program

PATH = "/api/v1/me/calendar-mail"


async def test_it_is_chosen_and_given_up(world: World, program_of: Program) -> None:
    trainer = replace(SERANG_TRAINER, person_id=world.trainer)
    await fetch("UPDATE account SET person = $1 WHERE id = $2", world.trainer, trainer.id)
    program = await program_of(trainer)

    answers = [
        await program.get(PATH),
        await program.put(PATH, json={"wanted": True}),
        await program.put(PATH, json={"wanted": True}),
        await program.put(PATH, json={"wanted": False}),
    ]

    assert [each.json()["wanted"] for each in answers] == [False, True, True, False]
    assert {each.json()["email"] for each in answers} == {trainer.email}


async def test_an_account_of_nobody_has_no_choice(world: World, program_of: Program) -> None:
    program = await program_of(SERANG_TRAINER)

    assert (await program.get(PATH)).status_code == 404
    assert (await program.put(PATH, json={"wanted": True})).status_code == 404


@pytest.mark.parametrize("body", [{}, {"wanted": "yes"}, {"wanted": 1}, {"wanted": True, "x": 1}])
async def test_what_is_no_choice_is_refused(
    world: World, program_of: Program, body: dict[str, Any]
) -> None:
    program = await program_of(SERANG_TRAINER)

    assert (await program.put(PATH, json=body)).status_code == 400
