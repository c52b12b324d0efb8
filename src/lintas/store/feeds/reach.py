"""Signs of a change's way to people: fetches, pages opened, what was said to be read. Sees all."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from lintas.domain.bookings import SessionId
from lintas.domain.feeds import FeedId, FeedScope
from lintas.domain.fetches import ClientFamily
from lintas.domain.people import PersonId
from lintas.domain.programs import EnrolmentId
from lintas.domain.reach import Link, Serving
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.feeds.fetches import list_last_fetches
from lintas.store.sql import Args

ATTENDING, TEACHING = (FeedScope.PERSON,), (FeedScope.PERSON, FeedScope.TRAINER)


async def list_own_feeds(
    person_ids: Iterable[PersonId], scopes: Sequence[FeedScope]
) -> dict[FeedId, PersonId]:
    """The calendars of their own that are in use, and whose each is.

    What hangs on a door is fetched by nobody knows whom, and says nothing about anybody.
    """
    args = Args()
    sql = f"""
        SELECT id, subject_id FROM feed
        WHERE scope IN {args.put_all(scope.value for scope in scopes)}
            AND subject_id IN {args.put_all(person_ids)} AND revoked_at IS NULL ORDER BY id
    """
    return {
        FeedId(read_id(row["id"])): PersonId(read_id(row["subject_id"]))
        for row in await fetch(sql, *args)
    }


async def list_own_links(
    person_ids: Iterable[PersonId], scopes: Sequence[FeedScope], *, since: datetime
) -> dict[PersonId, list[Link]]:
    """Those calendars by person, and what each fetched before and since then."""
    owners = await list_own_feeds(person_ids, scopes)
    befores = await list_last_fetches(owners, before=since)
    servings = await _list_servings(owners, since)
    links: dict[PersonId, list[Link]] = {}
    for feed_id, person_id in owners.items():
        last = befores.get(feed_id)
        link = Link(feed_id, last.revision if last else "", tuple(servings.get(feed_id, ())))
        links.setdefault(person_id, []).append(link)
    return links


async def _list_servings(
    feed_ids: Collection[FeedId], moment: datetime
) -> dict[FeedId, list[Serving]]:
    """Each revision that they fetched from that moment on, once, earliest first."""
    args = Args()
    sql = f"""
        SELECT feed, revision, client, min(at) AS first_at FROM feed_fetch
        WHERE feed IN {args.put_all(feed_ids)} AND at >= {args.put(moment)}
        GROUP BY feed, revision, client ORDER BY first_at
    """
    found: dict[FeedId, list[Serving]] = {}
    for row in await fetch(sql, *args):
        serving = Serving(
            row["revision"], read_moment(row["first_at"]), ClientFamily(row["client"])
        )
        found.setdefault(FeedId(read_id(row["feed"])), []).append(serving)
    return found


async def list_confirmations(
    session_ids: Collection[SessionId],
) -> Mapping[EnrolmentId, datetime]:
    """When those who have read all of these sessions as they are now had read the last."""
    args = Args()
    sql = f"""
        SELECT a.enrolment, count(*) AS n, max(a.at) AS last_at FROM acknowledgement a
        JOIN session s ON s.id = a.session AND s.sequence = a.sequence
        WHERE s.id IN {args.put_all(session_ids)} GROUP BY a.enrolment
    """
    return {
        EnrolmentId(read_id(row["enrolment"])): read_moment(row["last_at"])
        for row in await fetch(sql, *args)
        if int(row["n"]) == len(session_ids)
    }


async def list_inbox_openings(
    person_ids: Iterable[PersonId], subject_ids: Iterable[UUID], *, since: datetime
) -> Mapping[PersonId, datetime]:
    """When people with an account first opened what they were told of these since then."""
    args = Args()
    sql = f"""
        SELECT a.person, min(m.read_at) AS first_at FROM message m
        JOIN account a ON a.id = m.account
        WHERE m.channel = 'inapp' AND a.person IN {args.put_all(person_ids)}
            AND m.subject_id IN {args.put_all(subject_ids)}
            AND m.created_at >= {args.put(since)} AND m.read_at IS NOT NULL
        GROUP BY a.person
    """
    return {
        PersonId(read_id(row["person"])): read_moment(row["first_at"])
        for row in await fetch(sql, *args)
    }
