"""Ways to break how slots change hands: taken back, brought back, waited for, offered."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from lintas.actions.approvals import queue
from lintas.actions.bookings import approve_booking, restore_booking, take_offer
from lintas.actions.bookings.bump_booking import bumping, displacing
from lintas.actions.bookings.move_session import change
from lintas.actions.steps import deciding, offering
from lintas.domain.bookings import Booking, Decision
from tests.proofs.breaking import (
    Patch,
    do_nothing,
    forget_law,
    judge_nothing,
)


def forget_claims(patch: Patch) -> None:
    forget_law(patch, "venue_bumped")


def bump_unjudged(patch: Patch) -> None:
    patch.setattr(displacing, "refusing", lambda *_: ())


def bump_for_nothing(patch: Patch) -> None:
    """The displaced get no other slot."""
    patch.setattr(bumping, "keep_offer", do_nothing)


def restore_unjudged(patch: Patch) -> None:
    patch.setattr(restore_booking, "judge_now", judge_nothing)


def restore_without_asking_the_manager(patch: Patch) -> None:
    patch.setattr(restore_booking, "decision_of", lambda *_: Decision.APPROVED)


def restore_with_all_that_ran_out(patch: Patch) -> None:
    """As it was once: a new hold for the whole request."""

    async def hold_all(booking: Booking, until: datetime, **_: Any) -> Booking:
        return replace(booking, hold_until=until)

    patch.setattr(restore_booking, "hold_anew", hold_all)


def offer_what_nobody_holds(patch: Patch) -> None:
    patch.setattr(offering, "hold", do_nothing)


def offer_for_ever(patch: Patch) -> None:
    patch.setattr(offering, "STANDS_FOR", timedelta(days=365))


def take_unjudged(patch: Patch) -> None:
    patch.setattr(take_offer, "judge_as_it_is", judge_nothing)


def take_without_asking_the_manager(patch: Patch) -> None:
    patch.setattr(take_offer, "decision_of", lambda *_: Decision.APPROVED)


def approve_what_is_only_offered(patch: Patch) -> None:
    patch.setattr(approve_booking, "check_not_offered", lambda *_: None)


def move_what_is_only_offered(patch: Patch) -> None:
    patch.setattr(change, "check_not_offered", lambda *_: None)


def wait_for_what_waiting_does_not_help(patch: Patch) -> None:
    patch.setattr(queue, "_PASSING", frozenset({*queue._PASSING, "venue_closed"}))  # noqa: SLF001 -- what a test breaks has no public name


def keep_places_of_offers_that_ended(patch: Patch) -> None:
    patch.setattr(deciding, "_LET_GO", {})
