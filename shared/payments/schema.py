"""Validates payment files against their XSD; a schema is loaded once per process, which takes a second."""
from functools import cache
from importlib.resources import files
from typing import Any


def checked(xml: bytes, schema: str) -> bytes:
    """The file unchanged, if it is valid against the XSD of this name.

    :raises xmlschema.XMLSchemaValidationError: if it does not
    """
    _read(schema).validate(xml.decode())
    return xml


@cache
def _read(schema: str) -> Any:
    import sepaxml
    import xmlschema  # xmlschema alters ElementTree, so only a process that writes payment files imports it

    return xmlschema.XMLSchema(str(files(sepaxml).joinpath("schemas", f"{schema}.xsd")))
