"""Every way in which the kernel is broken for the proofs: each has to turn one of them red."""

from collections.abc import Callable

from tests.proofs import breaking, breaking_lines
from tests.proofs.breaking import Patch

# What was asked for: an edge that is no clash, a request that keeps its slot, a move that is
# judged, a quota that is read inside the lock, and a queue in the order of asking.
ASKED_FOR: tuple[Callable[[Patch], None], ...] = (
    breaking.count_touching_as_overlapping,
    breaking.ignore_requests,
    breaking.move_unjudged,
    breaking.read_quotas_before_locking,
    breaking.serve_the_queue_backwards,
)

# Requests, decisions, moves, closures, halls, people, quotas.
OF_SLOTS: tuple[Callable[[Patch], None], ...] = (
    breaking.overlook_the_last_quarter,
    breaking.never_let_requests_run_out,
    breaking.keep_holds_that_ran_out,
    breaking.move_leaving_the_old_hold,
    breaking.move_without_asking_the_manager,
    breaking.approve_unjudged,
    breaking.cancel_keeping_the_holds,
    breaking.close_without_judging_again,
    breaking.close_only_the_meeting_itself,
    breaking.lift_in_words_only,
    breaking.regroup_under_live_holds,
    breaking.forget_siblings,
    breaking.forget_the_gap,
    breaking.forget_set_up,
    breaking.forget_that_halls_have_parts,
    breaking.forget_trainers,
    breaking.forget_rooms,
    breaking.forget_quotas,
    breaking.forget_ways,
)

# Slots that change hands: taken back, brought back, waited for, offered.
OF_LINES: tuple[Callable[[Patch], None], ...] = (
    breaking_lines.forget_claims,
    breaking_lines.bump_unjudged,
    breaking_lines.bump_for_nothing,
    breaking_lines.restore_unjudged,
    breaking_lines.restore_without_asking_the_manager,
    breaking_lines.restore_with_all_that_ran_out,
    breaking.serve_the_queue_by_the_clock,
    breaking_lines.offer_what_nobody_holds,
    breaking_lines.offer_for_ever,
    breaking_lines.take_unjudged,
    breaking_lines.take_without_asking_the_manager,
    breaking_lines.approve_what_is_only_offered,
    breaking_lines.move_what_is_only_offered,
    breaking_lines.wait_for_what_waiting_does_not_help,
    breaking_lines.keep_places_of_offers_that_ended,
)

MUTANTS = (*ASKED_FOR, *OF_SLOTS, *OF_LINES)
