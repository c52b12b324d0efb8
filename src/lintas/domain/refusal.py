"""The one kind of error that is nobody's bug."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one value that somebody gave.

    `field` is its path in the request, "sessions[0].starts_at". `expected` is a stable word of
    the catalogues ("at_least", "after", …), `limit` what that word is measured against.
    """

    field: str
    value: object
    expected: str
    limit: object = None


class Refusal(Exception):
    """Somebody asked for something the rules of the house don't allow.

    Every anticipated failure is a Refusal and is shown to the person who asked, in the words of
    the catalogues: `code` finds them there. Any other exception is a bug: it is logged and
    answered with a plain apology.
    """

    def __init__(self, message: str = "", *, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(message or "; ".join(f"{f.field}: {f.expected}" for f in faults))
        self.faults = faults

    @property
    def code(self) -> str:
        """Its kind's code, stable for programs and catalogues."""
        return code_of(type(self))


def code_of(kind: type[Refusal]) -> str:
    """The class' name in snake case."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


class Invalid(Refusal):
    """Well-formed values that can't be what anybody means; all of them are named at once."""


class NotFound(Refusal):
    """Ids in one field that are unknown, or that the asker may not use so: the two look alike."""

    def __init__(self, field: str, *values: object) -> None:
        faults = tuple(Fault(field, value, "known") for value in values)
        super().__init__(f"{field}: not found", faults=faults)


class IllegalState(Refusal):
    """A step that the thing's present state doesn't allow; nothing was changed."""

    def __init__(self, subject: str, state: str, verb: str) -> None:
        super().__init__(
            f"{subject} is {state}: can't {verb}", faults=(Fault("state", state, "state", verb),)
        )
        self.subject, self.state, self.verb = subject, state, verb


class AlreadyThere(Refusal):
    """Something that can exist only once does so already; `match` shows it, masked."""

    def __init__(self, field: str, value: object, match: str = "") -> None:
        super().__init__(f"{field}: already there", faults=(Fault(field, value, "unique", match),))
        self.match = match


class VersionPassed(Refusal):
    """What the asker saw has changed since; nothing was changed by this request."""

    def __init__(self, given: int, current: int) -> None:
        super().__init__(
            f"version {given} is now {current}",
            faults=(Fault("If-Match", given, "current", current),),
        )
