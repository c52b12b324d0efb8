"""The story that the demo tells, whatever the day on which it is loaded.

Everybody in it is invented and bears "contoh" in the name; the places are real.

1.  On the morning of the day of loading, D, at 08.00 WIB, everything below is done, in this order.
2.  Kabupaten Serang and Kabupaten Bandung have one agreement, a Perjanjian Kerja Sama "contoh", of
    two years: from 10 months before D to 14 months after. Serang's officer offered it, Bandung's
    coordinator accepted it. Each may use 24 room-days of the other's in a year, and is told when
    it uses more than the other does, and more than 2. Rooms have tariffs: 0 for the other side.
3.  "Pelatihan Kemasan Produk UMKM Angkatan 2" of Serang: 24 JP in three days, 50 people, in the
    hall of PLUT Soreang, from Monday to Wednesday of the first week without a day off that begins
    10 days after D or later. Its hall says yes by itself. Teacher A asked, and teaches. For the
    practice of the third day four sealers of PLUT are taken along, where five are wanted.
    Twelve people from ten districts are enrolled; one of them is from Kecamatan Bandung, which
    lies in Kabupaten Serang. Whoever of Bandung wants the hall on the first day waits in line.
4.  Teacher A asks for a room of PLUT for 20 people on the Thursday of the week after that, or the
    next day from Monday to Thursday on which people work: undecided, it waits for Bandung's venue
    manager. DPMD Serang asks for a class of BLK, two days before: its own head has said yes,
    and it waits for the second of two steps of approval, that of BLK.
5.  Somebody rings Serang's venue manager, who writes down a meeting in Aula Tb. Suwandi on the
    first working day from D + 5 on.
6.  Bandung's coordinator asks for Aula Tb. Suwandi on the Wednesday of 3.; Serang's manager
    approves. Then the regent needs the hall: it is closed that day, and the booking has a conflict.
7.  Bandung's coordinator asks for the same hall on the first day from Monday to Thursday, from
    D + 2 months and 7 days on, on which people work; Serang's manager approves. Then Serang's
    officer ends the agreement early, 2 months after D, and the booking has a conflict.
8.  "Menjahit Dasar Angkatan 1" of Serang keeps its own dates, for it is bound to Ramadan and
    Lebaran of 2027: 240 JP for 16 people, Monday to Thursday, on 30 days in a village hall of
    Padarincang (13 January to 4 March, 8 JP a day, 7 from 8 February on, in Ramadan), for which
    Disnakertrans takes its 16 machines along, then on 15 and 16 March in the workshop of UPTD BLK
    in Baleendah, where 12 stand. All 16 seats are taken, and two people wait on the reserve list.
    The 15th is a joint day of leave, for which the workshop had promised to open. Then it closes
    for Lebaran, 6 to 15 March: one conflict. And where the agreement now ends before them, the two
    days in Baleendah have one more conflict each: three alerts. On 25 February its people meet once
    more in the evening.
9.  Of laws that only warn or inform there is one case each: a class online within days, of a batch
    with 3 of the 10 people that it needs; a weekly series over a public holiday, which leaves it
    out where a decree says so, and a bazaar on that very day; a meeting on a Wednesday at 11.00,
    and one on the Friday; and one that closes the books of the year in which D + 21 lies, after
    BKPSDM Bandung has closed its own on 15 December.
10. On one day teacher A is in Ciruas until 09.00 and in Soreang from 14.15 on, which is as far as
    the way is estimated. Then roads are mended, and Serang's coordinator states that it takes 5
    hours and 45 minutes: both sessions have a conflict.
11. What has begun by 08.00 of D is not loaded: of 8. nothing is left from 16 March 2027 on, and
    the batch has no sessions.
12. Everybody concerned finds the news in the inbox. Nothing is sent by e-mail: there is nobody
    behind these addresses.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lintas.actions.demo.days import (
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    full_day_from,
    holiday_amid_work_from,
    is_working,
    last_working_day,
    months_after,
    week_of_work_from,
    working_day_from,
)
from lintas.domain.timespan import TimeSpan

WIB = ZoneInfo("Asia/Jakarta")
DAWN = time(8)

# Eight and seven JP of 45 minutes, with their breaks.
_FULL_DAY = (time(8), time(15, 15))
_RAMADAN_DAY = (time(8), time(14))
_SHORT_DAY = (time(8), time(15))
# As the migrations know it, both days counted.
_RAMADAN = (date(2027, 2, 8), date(2027, 3, 9))

_VILLAGE_FIRST, _VILLAGE_LAST = date(2027, 1, 13), date(2027, 3, 4)
_WORKSHOP_DAYS = (date(2027, 3, 15), date(2027, 3, 16))
_EVENING = date(2027, 2, 25)


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
        soon = self.day + timedelta(days=10)
        return week_of_work_from(soon, MONDAY, TUESDAY, WEDNESDAY)

    @property
    def packaging(self) -> tuple[TimeSpan, ...]:
        hours = ((day, _SHORT_DAY if _fasts(day) else _FULL_DAY) for day in self.packaging_days)
        return tuple(_between(day, *its_hours) for day, its_hours in hours)

    @property
    def pending(self) -> TimeSpan:
        day = full_day_from(self.packaging_days[0] + timedelta(days=10))
        return _between(day, time(9), time(15))

    @property
    def half_approved(self) -> TimeSpan:
        day = full_day_from(self.packaging_days[0] + timedelta(days=8))
        return _between(day, time(9), time(12))

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
        day = full_day_from(self.ended_early_on + timedelta(days=7))
        return _between(day, time(9), time(15))

    # Sessions at the edges of laws

    @property
    def online(self) -> TimeSpan:
        return _between(working_day_from(self.day + timedelta(days=3)), time(9), time(11))

    @property
    def far_apart(self) -> tuple[TimeSpan, TimeSpan]:
        """In Ciruas, then in Soreang: on the eve of a day off roads would be slower."""
        tomorrow = timedelta(days=1)
        day = full_day_from(self.packaging_days[0] + timedelta(days=7))
        while day in self.pending.days(WIB) or not is_working(day + tomorrow):
            day = full_day_from(day + tomorrow)
        return _between(day, time(8), time(9)), _between(day, time(14, 15), time(15))

    @property
    def around_prayer(self) -> tuple[TimeSpan, TimeSpan]:
        """At one hour of a Wednesday, when nothing is in the way, and of a Friday."""
        wednesday, friday = week_of_work_from(self.day + timedelta(days=14), WEDNESDAY, FRIDAY)
        hours = time(11), time(12, 30)
        return _between(wednesday, *hours), _between(friday, *hours)

    @property
    def bazaar(self) -> TimeSpan:
        return _between(self._holiday, time(8), time(11))

    @property
    def weekly(self) -> tuple[TimeSpan, ...]:
        """The week before the holiday, the holiday itself, and the week after."""
        days = (self._holiday + timedelta(weeks=number) for number in (-1, 0, 1))
        return tuple(_between(day, time(13), time(15)) for day in days)

    @property
    def closing_of_books(self) -> TimeSpan:
        year = (self.day + timedelta(days=21)).year
        return _between(last_working_day(year), time(9), time(11, 30))

    @property
    def _holiday(self) -> date:
        return holiday_amid_work_from(self.day + timedelta(days=14))

    # Sessions bound to Lebaran of 2027, as far as they are still to come

    @property
    def sewing_in_the_village(self) -> tuple[TimeSpan, ...]:
        return self._to_come(_between(day, *_hours_on(day)) for day in _village_days())

    @property
    def sewing_in_the_workshop(self) -> tuple[TimeSpan, ...]:
        return self._to_come(_between(day, *_FULL_DAY) for day in _WORKSHOP_DAYS)

    @property
    def evening(self) -> tuple[TimeSpan, ...]:
        """After the hours of the fasting month."""
        return self._to_come(iter([_between(_EVENING, time(15, 30), time(17, 30))]))

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
    return _RAMADAN_DAY if _fasts(day) else _FULL_DAY


def _fasts(day: date) -> bool:
    first, last = _RAMADAN
    return first <= day <= last


def _village_days() -> Iterator[date]:
    """Mondays to Thursdays: a Friday's morning is short."""
    for number in range((_VILLAGE_LAST - _VILLAGE_FIRST).days + 1):
        day = _VILLAGE_FIRST + timedelta(days=number)
        if day.weekday() <= THURSDAY:
            yield day
