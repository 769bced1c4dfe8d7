"""The picture of services and events, drawn from the code: who publishes what, and who reads it (docs/events.md)."""
import importlib
import sys
from pathlib import Path

from shared.events.base import PREFIX, REGISTRY, Event
from shared.kernel.services import NAMES
from shared.messaging.subscribers import Subscribers

PAGE = Path(__file__).resolve().parents[2] / "docs" / "events.md"


def draw() -> str:
    """The page as Markdown with a Mermaid diagram."""
    readers = readers_of_events()
    lines = ["# Who publishes what", "",
             "Drawn from the code by `python -m cli.generate.event_picture`; a test holds it up to date.",
             "", "```mermaid", "flowchart LR"]
    arrows: dict[tuple[str, str], list[str]] = {}
    for event_class in REGISTRY.values():
        for reader in readers.get(event_class.TYPE, []):
            arrows.setdefault((event_class.producer(), reader), []).append(event_class.__name__)
    lines += [f'  {producer} -- "{"<br/>".join(names)}" --> {reader}' for (producer, reader), names in sorted(arrows.items())]
    lines += ["```", "", "| event | key | readers | what it says |", "|---|---|---|---|"]
    lines += [_row(event_class, readers.get(event_class.TYPE, [])) for _, event_class in sorted(REGISTRY.items())]
    return "\n".join(lines) + "\n"


def readers_of_events() -> dict[str, list[str]]:
    """The services that subscribe to each event type."""
    found: dict[str, list[str]] = {}
    for service in NAMES:
        subscribers: Subscribers = importlib.import_module(f"services.{service}.subscribers").subscribers
        for event_type in subscribers.types:
            found.setdefault(event_type, []).append(service)
    return found


def _row(event_class: type[Event], readers: list[str]) -> str:
    says = " ".join((event_class.__doc__ or "").split(":ivar")[0].split())
    used_by = ", ".join(readers) or (event_class.FOR_WHOM and f"no service: {event_class.FOR_WHOM}") or "every consumer"
    return f"| `{event_class.TYPE.removeprefix(PREFIX)}` | {event_class.KEY} | {used_by} | {says} |"


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(PAGE.read_text() != draw()
                 and "docs/events.md differs from the code; run python -m cli.generate.event_picture")
    PAGE.write_text(draw())
