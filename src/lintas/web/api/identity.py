"""Who one is to this server: the first thing to ask with a new token."""

from uuid import UUID

from litestar import get
from msgspec import Struct

from lintas.domain.people import Actor, Membership
from lintas.web.asking import AnyRequest, asking


class MembershipReply(Struct):
    """A role; `regency` is null for those that hold everywhere."""

    role: str
    regency: str | None


class IdentityReply(Struct):
    id: UUID
    name: str
    email: str
    person_id: UUID | None
    roles: list[MembershipReply]


@get("/me", tags=["identity"])
async def tell_identity(request: AnyRequest) -> IdentityReply:
    """The account behind the token, in the roles that the token carries."""
    return identity_reply(asking(request))


def identity_reply(actor: Actor) -> IdentityReply:
    return IdentityReply(
        id=actor.id,
        name=actor.name,
        email=actor.email,
        person_id=actor.person_id,
        roles=[membership_reply(each) for each in actor.memberships],
    )


def membership_reply(membership: Membership) -> MembershipReply:
    return MembershipReply(membership.role.value, membership.regency)
