"""Building and serialising the XML of payment files; equal content gives equal bytes."""
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree

from shared.kernel.clock import AMSTERDAM

Element = ElementTree.Element


def document(schema: str) -> Element:
    """The root element of a payment file.

    :param schema: name of the message, such as ``pain.001.001.09``
    """
    return root_of("Document", {"xmlns": f"urn:iso:std:iso:20022:tech:xsd:{schema}"})


def root_of(name: str, namespaces: Mapping[str, str]) -> Element:
    """The root element of a file; `namespaces` are its declarations, as ``xmlns:cbc``."""
    return Element(name, dict(namespaces))


def add(parent: Element, path: str, text: str | None = None, **attributes: str) -> Element:
    """Append the elements of a path to a parent; existing elements are not reused.

    :returns: the innermost, with the text and the attributes
    """
    for name in path.split("/"):
        parent = ElementTree.SubElement(parent, name)
    parent.text = text
    parent.attrib.update(attributes)
    return parent


def written(root: Element) -> bytes:
    """The file."""
    ElementTree.indent(root)
    file = BytesIO()
    ElementTree.ElementTree(root).write(file, encoding="UTF-8", xml_declaration=True)
    return file.getvalue()


def amount(euros: Decimal) -> str:
    """Euros with two decimals."""
    return f"{euros:.2f}"


def moment(instant: datetime) -> str:
    """Local time in Amsterdam, to the second, without an offset."""
    return instant.astimezone(AMSTERDAM).replace(tzinfo=None, microsecond=0).isoformat()
