"""Passwords: slow to guess, and checked off the event loop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lintas.domain.refusal import Fault, Invalid

SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 128

# OWASP's argon2id: about 60 ms and 19 MiB each.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# Two at a time: more would only take memory, and time from everybody else.
_HASHING = ThreadPoolExecutor(max_workers=2, thread_name_prefix="lintas-password")


class WeakPassword(Invalid):
    """Too short to stand alone, or too long to be a password."""


def check_password(password: str) -> None:
    """Fifteen characters, of whatever kind: passwords stand alone here.

    Raises:
        WeakPassword
    """
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword(faults=(Fault("password", "…", "shortest", SHORTEST_PASSWORD),))
    if len(password) > LONGEST_PASSWORD:
        raise WeakPassword(faults=(Fault("password", "…", "longest", LONGEST_PASSWORD),))


async def hash_password(password: str) -> str:
    """In PHC form."""
    return await asyncio.get_running_loop().run_in_executor(_HASHING, _HASHER.hash, password)


async def password_matches(password: str, phc: str) -> bool:
    """Whether it does. Without a hash to hold it against the answer takes as long, and is no."""
    return await asyncio.get_running_loop().run_in_executor(_HASHING, _matches, password, phc)


def is_outdated(phc: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(phc)


def _matches(password: str, phc: str) -> bool:
    try:
        _HASHER.verify(phc or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(phc)


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash("")
