"""Words for opening hours, by language."""

from collections.abc import Mapping

OPENING: Mapping[str, Mapping[str, str]] = {
    "id": {"closed": "tutup", "all_day": "24 jam", "and": " dan "},
    "en": {"closed": "closed", "all_day": "24 hours", "and": " and "},
}
