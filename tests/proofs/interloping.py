"""Getting in between: what one action does in the moment before, and the locks it does it under."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from lintas.store import transaction
from lintas.store.engines import current

Deed = Callable[[], Awaitable[object]]


@contextmanager
def just_before_locking(deed: Deed) -> Iterator[None]:
    """Somebody else does something once the next action has looked, and before it has its locks."""
    engine = current()
    begin = engine.begin_writing
    waiting = [deed]

    async def begin_after_the_deed(locks: Any) -> Any:
        if waiting:
            await waiting.pop()()
        return await begin(locks)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "begin_writing", begin_after_the_deed)
        yield
    assert waiting == [], "no transaction has begun"


@contextmanager
def noting_locks() -> Iterator[list[str]]:
    """The names of all locks that are taken meanwhile, on either engine."""
    key = transaction._key  # noqa: SLF001 -- the one place where all names come by
    names: list[str] = []

    def note(name: str) -> int:
        names.append(name)
        return key(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transaction, "_key", note)
        yield names
