"""The contract between an employer and Perspectief as a document (R-053); the text is in contract.toml."""
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from shared.documents.blocks import Block, Document, Facts, Heading, Items, Paragraph
from shared.documents.dutch import day

TITLE = "Overeenkomst Verzuimmanagement Ontzorg"

_CONTENT = tomllib.loads((Path(__file__).parent / "contract.toml").read_text())
VERSION_ON: date = _CONTENT["version_on"]


def contract(company_name: str) -> Document:
    """The contract of an employer.

    :param company_name: name of the employer, empty if it is not known
    """
    parties = [("Werkgever", company_name)] if company_name else []
    return Document(title=TITLE, made_on=VERSION_ON, about=Facts([*parties, ("Arbodienst", "Perspectief"),
                                                                  ("Versie van", day(VERSION_ON))]), blocks=list(_articles()))


def _articles() -> Iterator[Block]:
    for number, article in enumerate(_CONTENT["articles"], start=1):
        yield Heading(f"{number}. {article['title']}")
        yield from (Paragraph(text) for text in article["text"])
        if "points" in article:
            yield Items(article["points"])
