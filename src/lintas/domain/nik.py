"""A citizen's number (Nomor Induk Kependudukan): what can be one, and what is kept of it."""

import calendar
import hashlib
import hmac
import re
from dataclasses import dataclass, field

from lintas.domain.refusal import Fault, Invalid

HIDDEN = "•" * 12
# The codes of the provinces, the six newest of Papua among them.
_PROVINCES = frozenset(
    {*range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82}
    | {*range(91, 98)}
)
# Of women the day of birth is written with 40 added.
_WOMEN = 40
# As it stands on the card, or in groups of four.
WRITTEN = re.compile(r"(?<![0-9])[0-9]{4}(?:[ .-]?[0-9]{4}){3}(?![0-9])")


class NotANik(Invalid):
    """Not a number that a citizen can have; what was typed isn't repeated."""


class NikNotTaken(Invalid):
    """No NIK is taken here: what is kept of it could not be told again after the next start."""


@dataclass(frozen=True, slots=True)
class Nik:
    """What is kept: the hash under the server's key, in hex, and the last four digits.

    The same number has the same hash in every government that this server serves.
    """

    hash: str
    last_four: str

    @property
    def masked(self) -> str:
        return f"{HIDDEN}{self.last_four}"


@dataclass(frozen=True, slots=True)
class NikKey:
    """The server's key for these hashes; empty: none was set that outlives this process."""

    secret: str = field(repr=False)

    def seal(self, typed: str, *, called: str = "nik") -> Nik:
        """The only way from a number to what is kept of it; `called` is the field it came in.

        Raises:
            NikNotTaken: there is no key.
            NotANik: no sixteen digits, or of no province, no district, no day or no one.
        """
        digits = re.sub(r"[\s.-]", "", typed)
        if not self.secret:
            raise NikNotTaken(faults=(Fault(called, HIDDEN, "nik_not_taken"),))
        if not _is_plausible(digits):
            raise NotANik(faults=(Fault(called, HIDDEN, "nik"),))
        # Named for its purpose: the same key signs other things as well.
        sealed = hmac.new(self.secret.encode(), f"nik:{digits}".encode(), hashlib.sha256)
        return Nik(sealed.hexdigest(), digits[-4:])


NO_KEY = NikKey("")


def _is_plausible(digits: str) -> bool:
    if not re.fullmatch(r"[0-9]{16}", digits):
        return False
    pairs = [int(digits[n : n + 2]) for n in range(0, 12, 2)]
    province, regency, district, day, month, year = pairs
    if not (province in _PROVINCES and regency and district and 1 <= month <= 12):
        return False
    # Whose century it is nobody knows: of all years that end so, 20… has the most leap days.
    days = calendar.monthrange(2000 + year, month)[1]
    return 1 <= (day - _WOMEN if day > _WOMEN else day) <= days and int(digits[12:]) > 0
