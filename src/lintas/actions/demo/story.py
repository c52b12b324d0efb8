"""The story that the demo tells, whatever the day on which it is loaded.

Everybody in it is invented and bears "contoh" in the name; the places are real.

1.  On the morning of the day of loading, D, at 08.00 WIB, everything below is done, in this order.
2.  Kabupaten Serang and Kabupaten Bandung have one agreement, a Perjanjian Kerja Sama "contoh", of
    two years: from 10 months before D to 14 months after. Serang's officer offered it, Bandung's
    coordinator accepted it. Each may use 24 room-days of the other's in a year.
3.  "Pelatihan Kemasan Produk UMKM Angkatan 2" of Serang: 24 JP in three days, 50 people, in the
    hall of PLUT Soreang, from Monday to Wednesday of the first week without a day off that begins
    10 days after D or later. Its hall says yes by itself. Teacher A asked, and teaches.
    Twelve people from ten districts are enrolled; one of them is from Kecamatan Bandung, which
    lies in Kabupaten Serang.
4.  Teacher A asks for a room of PLUT for 20 people on the Thursday of the week after that, or the
    next working day: undecided, it waits for Bandung's venue manager.
5.  Somebody rings Serang's venue manager, who writes down a meeting in Aula Tb. Suwandi on the
    first working day from D + 5 on.
6.  Bandung's coordinator asks for Aula Tb. Suwandi on the Wednesday of 3.; Serang's manager
    approves. Then the regent needs the hall: it is closed that day, and the booking has a conflict.
7.  Bandung's coordinator asks for the same hall on the first working day from D + 2 months and
    7 days on; Serang's manager approves. Then Serang's officer ends the agreement early, 2 months
    after D, and the booking has a conflict.
8.  "Menjahit Dasar Angkatan 1" of Serang keeps its own dates, for it is bound to Ramadan and
    Lebaran of 2027: 240 JP for 16 people, Monday to Thursday, on 30 days in a village hall of
    Padarincang (13 January to 4 March, 8 JP a day, 7 from 8 February on, in Ramadan), then on
    15 and 16 March in the workshop of UPTD BLK in Baleendah. The 15th is a joint day of leave,
    for which the workshop had promised to open. Then it closes for Lebaran, 6 to 15 March: one
    conflict. And where the agreement now ends before them, the two days in Baleendah have one
    more conflict each: three alerts.
9.  What has begun by 08.00 of D is not loaded: of 8. nothing is left from 16 March 2027 on, and
    the batch has no sessions.
10. Everybody concerned finds the news in the inbox. Nothing is sent by e-mail: there is nobody
    behind these addresses.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lintas.actions.demo.days import months_after, working_day_from, working_days_from_monday
from lintas.domain.timespan import TimeSpan

WIB = ZoneInfo("Asia/Jakarta")
DAWN = time(8)

# Eight and seven JP of 45 minutes, with their breaks.
_FULL_DAY = (time(8), time(15, 15))
_RAMADAN_DAY = (time(8), time(14))
_RAMADAN = date(2027, 2, 8)

_VILLAGE_FIRST, _VILLAGE_LAST = date(2027, 1, 13), date(2027, 3, 4)
_WORKSHOP_DAYS = (date(2027, 3, 15), date(2027, 3, 16))
_THURSDAY = 3


@dataclass(frozen=True, slots=True)
class Story:
    """When things happen in it, for one day of loading."""

    day: date

    @property
    def dawn(self) -> datetime:
        """When it is told, in UTC."""
        return datetime.combine(self.day, DAWN, WIB).astimezone(UTC)

    # The agreement

    @property
    def agreed_from(self) -> date:
        return months_after(self.day, -10)

    @property
    def agreed_until(self) -> date:
        """The first day on which it no longer holds, as it was signed."""
        return months_after(self.day, 14)

    @property
    def ended_early_on(self) -> date:
        return months_after(self.day, 2)

    # Ordinary sessions, counted from the day

    @property
    def packaging_days(self) -> tuple[date, ...]:
        return working_days_from_monday(self.day + timedelta(days=10), count=3)

    @property
    def packaging(self) -> tuple[TimeSpan, ...]:
        return tuple(_between(day, *_FULL_DAY) for day in self.packaging_days)

    @property
    def pending(self) -> TimeSpan:
        day = working_day_from(self.packaging_days[0] + timedelta(days=10))
        return _between(day, time(9), time(15))

    @property
    def phoned(self) -> TimeSpan:
        return _between(working_day_from(self.day + timedelta(days=5)), time(13), time(15))

    @property
    def closed_for(self) -> TimeSpan:
        """The booking that the regent's event meets."""
        return _between(self.packaging_days[2], time(9), time(12))

    @property
    def regents_event(self) -> TimeSpan:
        return _between(self.packaging_days[2], time(7), time(17))

    @property
    def beyond_the_agreement(self) -> TimeSpan:
        day = working_day_from(self.ended_early_on + timedelta(days=7))
        return _between(day, time(9), time(15))

    # Sessions bound to Lebaran of 2027, as far as they are still to come

    @property
    def sewing_in_the_village(self) -> tuple[TimeSpan, ...]:
        return self._to_come(_between(day, *_hours_on(day)) for day in _village_days())

    @property
    def sewing_in_the_workshop(self) -> tuple[TimeSpan, ...]:
        return self._to_come(_between(day, *_FULL_DAY) for day in _WORKSHOP_DAYS)

    @property
    def lebaran(self) -> TimeSpan:
        """Ten days on which the workshop is shut."""
        return TimeSpan(
            datetime.combine(date(2027, 3, 6), time(), WIB),
            datetime.combine(date(2027, 3, 16), time(), WIB),
        )

    def _to_come(self, spans: Iterator[TimeSpan]) -> tuple[TimeSpan, ...]:
        return tuple(span for span in spans if span.start > self.dawn)


def _between(day: date, start: time, end: time) -> TimeSpan:
    return TimeSpan(datetime.combine(day, start, WIB), datetime.combine(day, end, WIB))


def _hours_on(day: date) -> tuple[time, time]:
    return _RAMADAN_DAY if day >= _RAMADAN else _FULL_DAY


def _village_days() -> Iterator[date]:
    """Mondays to Thursdays: a Friday's morning is short."""
    for number in range((_VILLAGE_LAST - _VILLAGE_FIRST).days + 1):
        day = _VILLAGE_FIRST + timedelta(days=number)
        if day.weekday() <= _THURSDAY:
            yield day
