"""XML parts of Office files by local names: the transitional and the strict dialect differ only in namespaces."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ingest.errors import Unsupported

if TYPE_CHECKING:
    from collections.abc import Iterator

_DECLARATIONS = ("<!DOCTYPE", "<!ENTITY")


def parse(data: bytes, source: str) -> ET.Element:
    """The root element of a part.

    Raises Unsupported where it is no XML, or declares entities: Office never does, only attacks do.
    """
    declares = any(mark.encode(form) in data for mark in _DECLARATIONS for form in ("ascii", "utf-16-le", "utf-16-be"))
    if not declares:
        try:
            return ET.fromstring(data)  # noqa: S314 - a part that declares entities has been turned away above
        except (ET.ParseError, LookupError, ValueError) as error:
            raise _broken(source) from error
    raise _broken(source)


def _broken(source: str) -> Unsupported:
    return Unsupported(source, "文档已损坏，内部 XML 无法解析", "请用 Word 或 WPS 打开后另存再导入")


def local(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: ET.Element | None, name: str) -> Iterator[ET.Element]:
    """The children of that local name."""
    return (one for one in (() if element is None else element) if local(one) == name)


def child(element: ET.Element | None, name: str) -> ET.Element | None:
    """The first child of that local name, or None; None has no children."""
    return next(children(element, name), None)


def attribute(element: ET.Element | None, name: str) -> str | None:
    """The attribute of that local name, or None."""
    if element is None:
        return None
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), None)


def value(element: ET.Element | None) -> str | None:
    """The attribute `w:val`, in which WordprocessingML keeps nearly everything."""
    return attribute(element, "val")
