"""To be written."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {}
