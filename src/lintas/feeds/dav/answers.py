"""Answers in XML: several statuses at once, and what would have had to hold."""

from collections.abc import Iterable
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from lintas.feeds.dav.bodies import APPLE, CALDAV, DAV, SERVER, Wanted
from lintas.feeds.dav.properties import Properties, list_found

XML = "application/xml; charset=utf-8"
for _prefix, _name in (("D", DAV), ("C", CALDAV), ("CS", SERVER), ("A", APPLE)):
    register_namespace(_prefix, _name.strip("{}"))


def respond(path: str, properties: Properties, wanted: Wanted) -> Element:
    there, missing = list_found(properties, wanted)
    response = _response(path)
    for found, status in ((there, "200 OK"), (missing, "404 Not Found")):
        if found or (status == "200 OK" and not missing):
            propstat = SubElement(response, f"{DAV}propstat")
            SubElement(propstat, f"{DAV}prop").extend(found)
            _say(propstat, status)
    return response


def respond_gone(path: str) -> Element:
    response = _response(path)
    _say(response, "404 Not Found")
    return response


def write_several(responses: Iterable[Element], token: str = "") -> bytes:
    """A multistatus (RFC 4918, 13); `token` is what synchronising goes on from."""
    several = Element(f"{DAV}multistatus")
    several.extend(responses)
    if token:
        SubElement(several, f"{DAV}sync-token").text = token
    return _write(several)


def write_error(condition: str) -> bytes:
    """Which condition doesn't hold (RFC 4918, 16)."""
    error = Element(f"{DAV}error")
    SubElement(error, condition)
    return _write(error)


def _write(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _response(path: str) -> Element:
    response = Element(f"{DAV}response")
    SubElement(response, f"{DAV}href").text = quote(path)
    return response


def _say(inside: Element, status: str) -> None:
    SubElement(inside, f"{DAV}status").text = f"HTTP/1.1 {status}"
