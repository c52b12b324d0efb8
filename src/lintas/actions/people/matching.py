"""One phone, or one e-mail, is one person, on whichever side of a border."""

from lintas.actions.people.facts import PersonFacts
from lintas.domain.people import Person
from lintas.domain.refusal import AlreadyThere, NotFound
from lintas.store.agencies import find_regency
from lintas.store.people import list_people_reached_at

HIDDEN = "•" * 4


def locks_of_contacts(facts: PersonFacts) -> tuple[str, ...]:
    """Held by whoever registers somebody with this phone or e-mail."""
    return tuple(f"person:{contact}" for contact in (facts.number, facts.address) if contact)


async def refuse_matches(facts: PersonFacts) -> None:
    """Go on only if nobody has this phone or this e-mail.

    Raises:
        AlreadyThere: naming each that somebody has; who it is, is shown masked.
    """
    faults = []
    for person in await list_people_reached_at(phone=facts.number, email=facts.address):
        if facts.number and person.phone == facts.number:
            match = await _mask(person, mask_phone(person.phone))
            faults.append(AlreadyThere("phone", facts.phone, match))
        if facts.address and person.email == facts.address:
            match = await _mask(person, mask_email(person.email))
            faults.append(AlreadyThere("email", facts.email, match))
    if faults:
        refusal = faults[0]
        refusal.faults = tuple(fault for each in faults for fault in each.faults)
        raise refusal


async def _mask(person: Person, contact: str) -> str:
    """Enough to recognise somebody one knows: S*** (Kab. Serang), 0812••••789."""
    initial = f"{person.name[:1].upper()}***"
    try:
        regency = await find_regency(person.keeper or "")
    except NotFound:
        return f"{initial}, {contact}"
    return f"{initial} ({regency.name.replace('Kabupaten ', 'Kab. ')}), {contact}"


def mask_phone(phone: str) -> str:
    national = phone.replace("+62", "0", 1)
    return f"{national[:4]}{HIDDEN}{national[-3:]}"


def mask_email(email: str) -> str:
    name, _, host = email.partition("@")
    return f"{name[:1]}{HIDDEN}@{host}"
