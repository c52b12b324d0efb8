"""The same room at the same time, taught by somebody else who can."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, permutations

from lintas.domain.people import Person, PersonId
from lintas.domain.plans import Plan
from lintas.rules import judge, refusing
from lintas.rules.outside import outside_busy
from lintas.rules.people import trainer_clash, trainer_unconfirmed, trainer_unqualified
from lintas.rules.travel import trainer_load, trainer_travel
from lintas.rules.ways_out.search import Search, WayKind, WayOut

# What somebody else may be free of; a letter is written for whoever teaches.
_LAWS = frozenset(
    law.code
    for law in (
        trainer_clash,
        outside_busy,
        trainer_travel,
        trainer_load,
        trainer_unqualified,
        trainer_unconfirmed,
    )
)
# Of two trainers who both clash, every pair of others would be hundreds.
MOST_TRIED = 60

Teaching = Mapping[PersonId, Sequence[int]]


def other_trainers(plan: Plan, search: Search) -> Iterator[WayOut]:
    """First for the sessions in which somebody clashes, then for all that they teach."""
    clashing = _list_clashing(plan, search)
    wished = replace(plan, stands=False)
    throughout = {each: indexes for each, indexes in taught(plan).items() if each in clashing}
    for wanted in [clashing] if clashing == throughout else [clashing, throughout]:
        for people, other in substituted(wished, wanted, search):
            if is_fit(other, people, search):
                yield WayOut(WayKind.OTHER_TRAINER, other, trainers=people)


def substituted(
    plan: Plan, wanted: Teaching, search: Search
) -> Iterator[tuple[tuple[Person, ...], Plan]]:
    """The plan with others instead of these people in those sessions, nobody twice in one."""
    if not wanted:
        return
    for people in islice(permutations(search.trainers, len(wanted)), MOST_TRIED):
        other = plan
        for (trainer, indexes), person in zip(wanted.items(), people, strict=True):
            other = _replaced(other, trainer, indexes, person)
        if all(len(set(each.trainer_ids)) == len(each.trainer_ids) for each in other.sessions):
            yield people, other


def is_fit(plan: Plan, people: Sequence[Person], search: Search) -> bool:
    """Whether the plan passes, and of these people is known that they can teach it."""
    findings = judge(plan, search.situation)
    unfit = {
        finding.party.id
        for finding in findings
        if finding.code == trainer_unqualified.code and finding.party
    }
    return not refusing(findings, search.reasons) and unfit.isdisjoint(each.id for each in people)


def _list_clashing(plan: Plan, search: Search) -> dict[PersonId, list[int]]:
    named: defaultdict[PersonId, set[int]] = defaultdict(set)
    for finding in search.refusing(plan):
        party = finding.party
        # A room's calendar is nobody who could be replaced.
        if finding.code in _LAWS and party and party.id and party.kind == "person":
            trainer = PersonId(party.id)
            named[trainer].update(
                taught(plan)[trainer] if finding.session is None else [finding.session]
            )
    return {trainer: sorted(indexes) for trainer, indexes in named.items()}


def taught(plan: Plan) -> dict[PersonId, list[int]]:
    """By trainer, the sessions that each of them teaches."""
    found: defaultdict[PersonId, list[int]] = defaultdict(list)
    for index, session in enumerate(plan.sessions):
        for trainer in session.trainer_ids:
            found[trainer].append(index)
    return dict(found)


def _replaced(plan: Plan, trainer: PersonId, indexes: Sequence[int], by: Person) -> Plan:
    sessions = list(plan.sessions)
    for index in indexes:
        ids = tuple(by.id if each == trainer else each for each in sessions[index].trainer_ids)
        sessions[index] = replace(sessions[index], trainer_ids=ids)
    return replace(plan, sessions=tuple(sessions))
