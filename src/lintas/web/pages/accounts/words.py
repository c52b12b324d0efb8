"""Roles in words."""

from collections.abc import Iterable, Mapping

from lintas.domain.agencies import RegencyCode
from lintas.domain.people import Membership, Role
from lintas.store.agencies import list_regencies

ROLES: Mapping[Role, str] = {
    Role.COORDINATOR: "Koordinator",
    Role.VENUE_MANAGER: "Pengelola tempat",
    Role.TRAINER: "Pengajar",
    Role.PARTICIPANT: "Peserta",
    Role.AGREEMENT_OFFICER: "Petugas kerja sama",
    Role.AUDITOR: "Auditor",
    Role.ADMIN: "Admin",
    Role.OPERATOR: "Operator",
}
MOST_REGENCIES = 1000


async def say_roles(memberships: Iterable[Membership]) -> list[str]:
    """Koordinator, Kabupaten Serang."""
    names = await regency_names()
    return [say_role(each, names) for each in memberships]


def say_role(membership: Membership, names: Mapping[RegencyCode, str]) -> str:
    said = ROLES[membership.role]
    if membership.regency is None:
        return said
    return f"{said}, {names.get(membership.regency, membership.regency)}"


async def regency_names() -> dict[RegencyCode, str]:
    """By code."""
    return {each.code: each.name for each in await list_regencies(limit=MOST_REGENCIES)}
