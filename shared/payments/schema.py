"""Payment files are checked against their schema before they leave; a schema is read once per process, which takes a second."""
from functools import cache
from importlib.resources import files
from typing import Any


def checked(xml: bytes, schema: str) -> bytes:
    """The file as it is, if it fits the XSD of this name.

    :raises xmlschema.XMLSchemaValidationError: if it does not
    """
    _read(schema).validate(xml.decode())
    return xml


@cache
def _read(schema: str) -> Any:
    import sepaxml
    import xmlschema  # it alters ElementTree, so only a process that makes files loads it

    return xmlschema.XMLSchema(str(files(sepaxml).joinpath("schemas", f"{schema}.xsd")))
