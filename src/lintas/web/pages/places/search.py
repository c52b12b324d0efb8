"""Looking for a place as people spell it: Anyer for Anyar, Moch. Toha for Moh. Toha, GBS."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")
# How alike two words are, from 0 to 1.
Likeness: TypeAlias = Callable[[str, str], float]

# Names that are written in many ways, and words that say nothing about which place is meant.
_SAME = {
    "moch": "moh",
    "mochamad": "moh",
    "mochammad": "moh",
    "mohamad": "moh",
    "mohammad": "moh",
    "muhamad": "moh",
    "muhammad": "moh",
    "muh": "moh",
    "kabupaten": "kab",
    "kecamatan": "kec",
    "gedong": "gedung",
}
_IDLE = frozenset({"di", "dan", "yang", "kab", "kec"})
# Shorter words are too alike for guessing.
_SHORTEST_GUESS = 4
_ALIKE = 0.75


def split_words(text: str) -> list[str]:
    """Lower case, without accents and apostrophes; many spellings of one name become one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    words = re.findall(r"[a-z0-9]+", re.sub("['`\u2019]", "", letters))
    return [_SAME.get(word, word) for word in words]


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """Something that may be meant, its names, and what else is told about it."""

    thing: T
    names: Sequence[str]
    about: str = ""


def search(query: str, among: Sequence[Candidate[T]]) -> list[T]:
    """Those of which every word of the query is found, best first; of no words, all.

    A word is guessed only where nobody has it spelled so: Serang is not Soreang.
    """
    scores = [1.0] * len(among)
    for word in (each for each in split_words(query) if each not in _IDLE):
        spelled = [_score(word, each, _spelled) for each in among]
        found = spelled if any(spelled) else [_score(word, each, _guessed) for each in among]
        scores = [score * of_word for score, of_word in zip(scores, found, strict=True)]
    ranked = sorted(zip(scores, among, strict=True), key=lambda each: -each[0])
    return [candidate.thing for score, candidate in ranked if score]


def _score(word: str, candidate: Candidate[T], likeness: Likeness) -> float:
    """0: it is not found. A name counts more than what is told about it."""
    named = [other for name in candidate.names for other in split_words(name)]
    named += ["".join(other[0] for other in split_words(name)) for name in candidate.names]
    return max(
        max((likeness(word, other) for other in named), default=0),
        max((likeness(word, other) / 2 for other in split_words(candidate.about)), default=0),
    )


def _spelled(word: str, other: str) -> float:
    if word == other:
        return 1
    return 0.9 if other.startswith(word) else 0


def _guessed(word: str, other: str) -> float:
    if min(len(word), len(other)) < _SHORTEST_GUESS:
        return 0
    alike = SequenceMatcher(None, word, other).ratio()
    return alike * 0.8 if alike >= _ALIKE else 0
