"""Somebody checks that what was done is still told as it was."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass

from lintas.domain.signing import is_signed
from lintas.domain.trail import Break, Head, KeptEntry, Link, list_breaks
from lintas.store.trail import count_unchained, list_heads, list_links
from lintas.store.transaction import reading

AT_A_TIME = 1_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """`breaks` in the order of their numbers; `unchained` entries nobody can vouch for yet.

    `last` is the newest head of the database itself, where it has one.
    """

    breaks: tuple[Break, ...]
    entries: int
    unchained: int
    heads: int
    last: Head | None

    @property
    def is_whole(self) -> bool:
        return not self.breaks


async def verify_trail(public_key: str = "", *, known: Sequence[Head] = ()) -> Verdict:
    """Follow the whole chain on one snapshot, and hold every head against it.

    `known` are heads from elsewhere (printed, mailed): only they show that somebody has put back
    an older database, with heads and all. Without a public key signatures are not looked at.

    Raises:
        NotAPublicKey
    """
    async with reading():
        heads = await list_heads()
        expected = {(head.number, head.hash) for head in (*heads, *known)}
        breaks: list[Break] = []
        end: Link | None = None
        entries = 0
        async for stretch in _stretches():
            breaks += list_breaks(end, stretch)
            entries += sum(entry is not None for _, entry in stretch)
            expected -= {(link.number, link.hash) for link, _ in stretch}
            end = stretch[-1][0]
        unchained = await count_unchained()
    last = heads[0] if heads else None
    breaks += _misfits(expected, end, last)
    if public_key:
        breaks += _list_unproven((*heads, *known), last, public_key)
    return Verdict(
        breaks=tuple(sorted(set(breaks), key=lambda each: (each.number, each.why))),
        entries=entries,
        unchained=unchained,
        heads=len(heads),
        last=last,
    )


async def _stretches() -> AsyncIterator[tuple[tuple[Link, KeptEntry | None], ...]]:
    after = 0
    while stretch := await list_links(after=after, limit=AT_A_TIME):
        yield stretch
        after = stretch[-1][0].number


def _misfits(unmet: set[tuple[int, str]], end: Link | None, last: Head | None) -> Iterator[Break]:
    reached = end.number if end else 0
    for number, _ in unmet:
        yield Break(number, "cut" if number > reached else "other past")
    # Each stretch is chained together with its head.
    if reached > (last.number if last else 0):
        yield Break(reached, "headless")


def _list_unproven(heads: Sequence[Head], last: Head | None, public_key: str) -> Iterator[Break]:
    """A signed head proves all before it, also what was chained before there was a key."""
    if last is not None and not last.signature:
        yield Break(last.number, "unsigned")
    for head in heads:
        if head.signature and not is_signed(head.claim(), head.signature, public_key):
            yield Break(head.number, "forged")
