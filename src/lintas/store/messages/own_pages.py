"""Where somebody who was told can read on: on a page of the own, or on a booking's."""

from collections.abc import Collection
from uuid import UUID

from lintas.domain.accounts import SHELL
from lintas.domain.people import AccountId
from lintas.store.accounts import find_account
from lintas.store.bookings.requests import list_seen
from lintas.store.engines import fetch


async def list_closed(booking_ids: Collection[UUID], account_id: AccountId) -> frozenset[UUID]:
    """Those of these bookings that the account may not open."""
    if not booking_ids:
        return frozenset()
    actor = (await find_account(account_id, seen_by=SHELL)).acting()
    return frozenset(booking_ids) - await list_seen(booking_ids, seen_by=actor)


async def has_own_page(person_id: UUID) -> bool:
    """Whether some personal link of that person is in force: a participant's, or a trainer's."""
    sql = """
        SELECT 1 FROM person p WHERE p.id = $1 AND p.retired_at IS NULL AND (
            EXISTS (SELECT 1 FROM enrolment e WHERE e.person = p.id AND e.left_at IS NULL)
            OR EXISTS (SELECT 1 FROM trainer_link l WHERE l.person = p.id AND l.ended_at IS NULL))
    """
    return bool(await fetch(sql, person_id))
