"""What was rendered once and may be wanted again, within bounds."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Shelf(Generic[K, V]):
    """Keeps what was last used; the rest makes room when the sizes add up to more than `limit`."""

    def __init__(self, limit: int, size: Callable[[V], int]) -> None:
        self._limit, self._size = limit, size
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._total = 0

    def get(self, key: K) -> V | None:
        """None when it isn't there, or not any more."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: K, value: V) -> None:
        if key in self._kept:
            self._total -= self._size(self._kept.pop(key))
        self._kept[key] = value
        self._total += self._size(value)
        while self._total > self._limit:
            _, dropped = self._kept.popitem(last=False)
            self._total -= self._size(dropped)
