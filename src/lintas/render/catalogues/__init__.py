"""The words themselves: by language and key, ready for what is put into their braces."""

from collections.abc import Mapping

from lintas.render.catalogues.en import doors as en_doors
from lintas.render.catalogues.en import dossiers as en_dossiers
from lintas.render.catalogues.en import fields as en_fields
from lintas.render.catalogues.en import findings as en_findings
from lintas.render.catalogues.en import foresight as en_foresight
from lintas.render.catalogues.en import invitations as en_invitations
from lintas.render.catalogues.en import messages as en_messages
from lintas.render.catalogues.en import outside as en_outside
from lintas.render.catalogues.en import participation as en_participation
from lintas.render.catalogues.en import quotas as en_quotas
from lintas.render.catalogues.en import refusals as en_refusals
from lintas.render.catalogues.en import sharing as en_sharing
from lintas.render.catalogues.en import tariffs as en_tariffs
from lintas.render.catalogues.en import time_laws as en_time_laws
from lintas.render.catalogues.en import times as en_times
from lintas.render.catalogues.id import doors as id_doors
from lintas.render.catalogues.id import dossiers as id_dossiers
from lintas.render.catalogues.id import fields as id_fields
from lintas.render.catalogues.id import findings as id_findings
from lintas.render.catalogues.id import foresight as id_foresight
from lintas.render.catalogues.id import invitations as id_invitations
from lintas.render.catalogues.id import messages as id_messages
from lintas.render.catalogues.id import outside as id_outside
from lintas.render.catalogues.id import participation as id_participation
from lintas.render.catalogues.id import quotas as id_quotas
from lintas.render.catalogues.id import refusals as id_refusals
from lintas.render.catalogues.id import sharing as id_sharing
from lintas.render.catalogues.id import tariffs as id_tariffs
from lintas.render.catalogues.id import time_laws as id_time_laws
from lintas.render.catalogues.id import times as id_times

FIRST_LANGUAGE = "id"

CATALOGUES: Mapping[str, Mapping[str, str]] = {
    "id": {
        **id_times.WORDS,
        **id_time_laws.WORDS,
        **id_doors.WORDS,
        **id_fields.WORDS,
        **id_findings.WORDS,
        **id_refusals.WORDS,
        **id_messages.WORDS,
        **id_quotas.WORDS,
        **id_tariffs.WORDS,
        **id_sharing.WORDS,
        **id_participation.WORDS,
        **id_outside.WORDS,
        **id_dossiers.WORDS,
        **id_invitations.WORDS,
        **id_foresight.WORDS,
    },
    "en": {
        **en_times.WORDS,
        **en_time_laws.WORDS,
        **en_doors.WORDS,
        **en_fields.WORDS,
        **en_findings.WORDS,
        **en_refusals.WORDS,
        **en_messages.WORDS,
        **en_quotas.WORDS,
        **en_tariffs.WORDS,
        **en_sharing.WORDS,
        **en_participation.WORDS,
        **en_outside.WORDS,
        **en_dossiers.WORDS,
        **en_invitations.WORDS,
        **en_foresight.WORDS,
    },
}


def knows(key: str, language: str) -> bool:
    return key in _catalogue(language)


def say(key: str, language: str, **facts: object) -> str:
    """The phrase of that key, its braces filled; in Indonesian where the language is unknown."""
    return _catalogue(language)[key].format(**facts)


def _catalogue(language: str) -> Mapping[str, str]:
    return CATALOGUES.get(language, CATALOGUES[FIRST_LANGUAGE])
