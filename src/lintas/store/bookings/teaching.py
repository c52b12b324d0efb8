"""What trainers have answered to the sessions that they were asked for; kept."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from lintas.domain.bookings import SessionId
from lintas.domain.people import PersonId
from lintas.domain.teaching import Answer, Teaching
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args


async def list_teaching(
    session_ids: Collection[SessionId],
) -> Mapping[tuple[UUID, PersonId], Teaching]:
    """What the trainers of these sessions have answered. Sees all."""
    args = Args()
    sql = f"SELECT * FROM session_trainer WHERE session IN {args.put_all(session_ids)}"
    found = [
        Teaching(
            session_id=read_id(row["session"]),
            person_id=PersonId(read_id(row["person"])),
            answer=Answer(row["answer"]),
            answered_at=read_moment(row["answered_at"]) if row["answered_at"] else None,
            letter=row["letter"],
            reason=row["reason"],
        )
        for row in await fetch(f"{sql} ORDER BY person", *args)
    ]
    return {(each.session_id, each.person_id): each for each in found}


async def list_answers(session_ids: Collection[SessionId]) -> Mapping[PersonId, datetime]:
    """When those who have answered to all that they teach of these had answered the last."""
    answers: dict[PersonId, list[datetime | None]] = {}
    for (_, person_id), each in (await list_teaching(session_ids)).items():
        answers.setdefault(person_id, []).append(each.answered_at)
    return {
        person_id: max(filter(None, moments))
        for person_id, moments in answers.items()
        if all(moments)
    }


async def save_teaching(teaching: Teaching) -> None:
    sql = """
        UPDATE session_trainer SET answer = $3, answered_at = $4, letter = $5, reason = $6
        WHERE session = $1 AND person = $2
    """
    await fetch(
        sql,
        teaching.session_id,
        teaching.person_id,
        teaching.answer.value,
        teaching.answered_at,
        teaching.letter,
        teaching.reason,
    )
