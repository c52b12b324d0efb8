"""When rooms and trainers are held, as bits: one for each quarter of an hour of UTC.

Two maps: quarters that a hold touches, and quarters that holds fill whole. A use that takes a
quarter whole is kept out by the first, one that takes only some of it for certain by the second;
in between only the database knows.
"""

from collections.abc import Sequence
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Numbers = NDArray[np.int64]

QUARTER = 900
WORD = 64
WORD_SECONDS = WORD * QUARTER
# Words in a page: about six weeks. A page exists once anything is held in it.
PAGE = 64
TOUCHED, FILLED = 0, 1
_ONE = np.uint64(1)


class Timeline:
    """A row of bits for each resource; row 0 is of those that nothing holds."""

    def __init__(self) -> None:
        self._rows: dict[UUID, int] = {}
        self._pages: dict[int, Bits] = {}
        self._room = 64

    def find_rows(self, resources: Sequence[UUID]) -> Numbers:
        """Where to look for each; those never held share the empty row."""
        get = self._rows.get
        return np.fromiter((get(each, 0) for each in resources), np.int64, len(resources))

    def make_rows(self, resources: Sequence[UUID]) -> Numbers:
        """As `find_rows`, but each has a row of its own afterwards."""
        for resource in resources:
            self._rows.setdefault(resource, len(self._rows) + 1)
        while len(self._rows) >= self._room:
            self._room *= 2
        return self.find_rows(resources)

    def hold(self, rows: Numbers, begun: Numbers, over: Numbers) -> None:
        """Set the bits of spans, given in whole seconds."""
        if len(rows):
            self._set(TOUCHED, rows, begun // QUARTER, -(-over // QUARTER))
            self._set(FILLED, rows, -(-begun // QUARTER), over // QUARTER)

    def clear(self, resource: UUID, first: int, last: int) -> None:
        """Forget all bits in these words of one resource."""
        row = self._rows.get(resource)
        if row is None:
            return
        for number, page in self._pages.items():
            low, high = max(first - number * PAGE, 0), min(last + 1 - number * PAGE, PAGE)
            if low < high and row < page.shape[1]:
                page[:, row, low:high] = 0

    def read(self, kind: int, rows: Numbers, quarters: Numbers, words: int) -> Bits:
        """For each row and each quarter, the words that begin there: (words, rows, quarters)."""
        at, shift = quarters // WORD, (quarters % WORD).astype(np.uint64)
        first = int(at.min())
        block = self._read_words(kind, rows, first, int(at.max()) - first + words + 1)
        at = at - first
        # Two shifts: one by 64 bits at once would not be defined.
        rest = np.uint64(WORD - 1) - shift
        found = np.empty((words, len(rows), len(quarters)), np.uint64)
        for word in range(words):
            found[word] = block[:, at + word] >> shift
            found[word] |= (block[:, at + word + 1] << _ONE) << rest
        return found

    def _read_words(self, kind: int, rows: Numbers, first: int, count: int) -> Bits:
        block = np.zeros((len(rows), count), np.uint64)
        for number in range(first // PAGE, (first + count - 1) // PAGE + 1):
            page = self._pages.get(number)
            if page is None:
                continue
            low = max(number * PAGE, first)
            high = min((number + 1) * PAGE, first + count)
            known = np.where(rows < page.shape[1], rows, 0)
            start = number * PAGE
            block[:, low - first : high - first] = page[kind, known, low - start : high - start]
        return block

    def _set(self, kind: int, rows: Numbers, begun: Numbers, over: Numbers) -> None:
        """Quarters from `begun` up to, but not, `over`."""
        some = over > begun
        rows, begun, over = rows[some], begun[some], over[some]
        if not len(rows):
            return
        word = begun // WORD
        while len(rows):
            low = np.maximum(begun, word * WORD)
            high = np.minimum(over, (word + 1) * WORD)
            mask = (np.uint64(2**64 - 1) >> (WORD - (high - low)).astype(np.uint64)) << (
                low % WORD
            ).astype(np.uint64)
            self._or(kind, rows, word, mask)
            more = over > (word + 1) * WORD
            rows, begun, over, word = rows[more], begun[more], over[more], word[more] + 1

    def _or(self, kind: int, rows: Numbers, words: Numbers, mask: Bits) -> None:
        pages = words // PAGE
        for number in np.unique(pages).tolist():
            here = pages == number
            page = self._page(number)
            # Of one index numpy makes ten times as short work as of two.
            np.bitwise_or.at(
                page[kind].reshape(-1), rows[here] * PAGE + words[here] % PAGE, mask[here]
            )

    def _page(self, number: int) -> Bits:
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = np.zeros((2, self._room, PAGE), np.uint64)
        elif page.shape[1] < self._room:
            grown = np.zeros((2, self._room, PAGE), np.uint64)
            grown[:, : page.shape[1]] = page
            page = self._pages[number] = grown
        return page
