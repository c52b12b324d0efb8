"""Whether somebody may keep a noun, and on whose behalf."""

from lintas.domain.agencies import RegencyCode
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.rules.access import NotAllowed, Subject, Verb, can


def allow_somewhere(actor: Actor, verb: Verb) -> None:
    """Go on only if there is anything at all to which the actor may do this.

    Raises:
        NotAllowed: there is nothing.
    """
    if not may_somewhere(actor, verb):
        raise NotAllowed(verb.name.lower())


def may_somewhere(actor: Actor, verb: Verb) -> bool:
    """Whether there is anything at all to which the actor may do this."""
    return can(actor, verb, Subject()) or find_keeper(actor, verb) is not None


def allow_for(
    actor: Actor, verb: Verb, keeper: RegencyCode | None, *, field: str, value: object
) -> None:
    """Go on only if the actor may do this to what `keeper` keeps, and what `field` named.

    Raises:
        NotAllowed: the actor may do it nowhere.
        NotFound: elsewhere only; naming `field`.
    """
    allow_somewhere(actor, verb)
    if not can(actor, verb, Subject(keeper=keeper)):
        raise NotFound(field, value)


def find_keeper(actor: Actor, verb: Verb) -> RegencyCode | None:
    """The regency that keeps what the actor registers, when nothing else says so.

    It is the first in which the actor may; none for an operator who has none.
    """
    homes = (each.regency for each in actor.memberships if each.regency)
    return next((code for code in homes if can(actor, verb, Subject(keeper=code))), None)
