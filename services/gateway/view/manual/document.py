"""The manual: the texts of the pages Diensten, Hulp and Overzichten as one document (R-020)."""
from collections.abc import Iterator, Mapping

from services.gateway.contacts import Contact
from services.gateway.view.manual.guide import SERVICES, TASKS
from services.gateway.view.overviews.kinds import DEFINITIONS, KINDS
from services.gateway.view.questions import VERSION_ON, Question, groups_with
from shared.documents.blocks import Block, Document, Facts, Heading, Items, Note, Paragraph
from shared.documents.dutch import day

TITLE = "Handleiding MKB Verzuim Ontzorg Verzekering"


def manual(contacts: Mapping[str, Contact]) -> Document:
    """The document; its day is that of the texts."""
    return Document(title=TITLE, made_on=VERSION_ON, about=Facts([("Bijgewerkt op", day(VERSION_ON))]), blocks=[
        Paragraph("Wat bij uw verzekering hoort, hoe u de portal gebruikt en antwoorden op vragen van werkgevers. Dezelfde "
                  "teksten staan in de portal bij Hulp, Diensten en Overzichten."),
        *_services(contacts), *_tasks(), *_overviews(), *_questions(contacts), *_contacts(contacts)])


def _services(contacts: Mapping[str, Contact]) -> Iterator[Block]:
    yield Heading("Wat hoort bij uw verzekering?")
    for each in SERVICES:
        yield Heading(each.title, 3)
        call = f" {each.contact_text} {contacts[each.contact].phone}." if each.contact else ""
        yield Paragraph(f"{each.text}{call}")


def _tasks() -> Iterator[Block]:
    yield Heading("Zo doet u het in de portal")
    for each in TASKS:
        yield Heading(each.title, 3)
        yield Items(each.steps)


def _overviews() -> Iterator[Block]:
    yield Heading("De zes overzichten")
    yield Facts([(kind.title, kind.about) for kind in KINDS.values()])
    yield Heading("Wat betekenen de cijfers?", 3)
    yield Facts(DEFINITIONS)


def _questions(contacts: Mapping[str, Contact]) -> Iterator[Block]:
    for group in groups_with(contacts):
        yield Heading(f"Vragen over: {group.title}")
        for question in group.questions:
            yield Heading(question.title, 3)
            yield from _answer(question)


def _answer(question: Question) -> Iterator[Block]:
    yield from (Paragraph(text) for text in question.answer)
    if question.points:
        yield Items(question.points)
    if question.correction:
        yield Note(f"De wet is veranderd. {question.correction}")
    if question.link:
        yield Paragraph(f"Lees meer: {question.link}")


def _contacts(contacts: Mapping[str, Contact]) -> Iterator[Block]:
    yield Heading("Wie kunt u bellen of mailen?")
    for each in contacts.values():
        yield Heading(each.name, 3)
        yield Paragraph(each.subjects)
        yield Paragraph(", ".join(filter(None, (each.phone, each.email))))
