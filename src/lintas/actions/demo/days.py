"""Days for a story that may begin on any day: working days, weeks without a day off, months."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from lintas.domain.venues import HolidayKind
from lintas.store.reference import list_holidays

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)
_WEEK = timedelta(days=7)
# Off in every year, also in those whose decree is not out: month and day.
_ALWAYS_OFF = frozenset({(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)})


def is_working(day: date) -> bool:
    """Monday to Friday, and no day off as far as is known."""
    is_off = day in list_holidays() or (day.month, day.day) in _ALWAYS_OFF
    return day.weekday() <= FRIDAY and not is_off


def working_day_from(day: date) -> date:
    """That day, or the first working day after it."""
    return next(each for each in _days_from(day) if is_working(each))


def full_day_from(day: date) -> date:
    """As `working_day_from`, but none that Friday prayer cuts in two."""
    return next(each for each in _days_from(day) if is_working(each) and each.weekday() < FRIDAY)


def week_of_work_from(day: date, *weekdays: int) -> tuple[date, ...]:
    """These days of the first week, not begun before `day`, in which none of them is off."""
    mondays = (each for each in _days_from(day) if each.weekday() == MONDAY)
    weeks = (tuple(monday + timedelta(days=each) for each in weekdays) for monday in mondays)
    return next(week for week in weeks if all(map(is_working, week)))


def holiday_amid_work_from(day: date) -> date:
    """A public holiday on Monday to Friday, a week before and a week after which people work."""
    return next(
        each
        for each in _days_from(day)
        if each.weekday() <= FRIDAY
        and _is_public_holiday(each)
        and is_working(each - _WEEK)
        and is_working(each + _WEEK)
    )


def last_working_day(year: int) -> date:
    return next(each for n in range(31) if is_working(each := date(year, 12, 31 - n)))


def months_after(day: date, months: int) -> date:
    """The same day of another month, or its last; `months` may be below 0."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _is_public_holiday(day: date) -> bool:
    known = list_holidays().get(day)
    if known:
        return known.kind is HolidayKind.NATIONAL
    return (day.month, day.day) in _ALWAYS_OFF


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += timedelta(days=1)
