"""CSV, whatever wrote it: with or without a mark of its encoding, parted by ; or , or tabs."""

import csv
from collections.abc import Iterator, Sequence

from lintas.intake.sheets.refusing import UnreadableSheet

SEPARATORS = ";,\t"
LONGEST_CELL = 20_000
# "sep=;", as Excel writes it above the header.
_DECLARED = "sep="


def read_csv(content: bytes) -> Iterator[Sequence[str]]:
    """Each row's cells, the header's first.

    Raises:
        UnreadableSheet: in another encoding, with characters that no text has, or with quotes
            that are never closed.
    """
    text = _decode(content)
    first, _, rest = text.partition("\n")
    separator = _separator_of(first)
    if first.casefold().startswith(_DECLARED):
        text = rest
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise UnreadableSheet("csv", reader.line_num) from error


def _decode(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSheet("utf_8", error.start) from error
    if "\0" in text:
        raise UnreadableSheet("plain_text", "U+0000")
    return text


def _separator_of(first: str) -> str:
    if first.casefold().startswith(_DECLARED):
        declared = first[len(_DECLARED) :].strip("\r\n")
        return declared if declared in SEPARATORS and len(declared) == 1 else ","
    return max(SEPARATORS, key=first.count)
