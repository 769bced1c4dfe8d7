"""How far the demo employer has been added: kept in a file of the data, so that a start that was broken off goes on."""
import json
from dataclasses import asdict, dataclass, replace
from datetime import date

from cli.endings import WrongInput
from cli.platform.layout import Layout
from cli.platform.state import shown


@dataclass(frozen=True, slots=True)
class Fill:
    """A first fill that is not complete.

    :ivar end: the day on which the history ends, ISO 8601
    :ivar follows_machine: whether the platform's clock is the machine's afterwards
    :ivar is_open: whether the policy, the main contact and the employees are there
    :ivar done: how many entries of the history were played
    """

    end: str
    follows_machine: bool
    is_open: bool = False
    done: int = 0

    @property
    def last_day(self) -> date:
        """The day on which the history ends."""
        return date.fromisoformat(self.end)

    @staticmethod
    def is_complete(layout: Layout) -> bool:
        """Whether the demo employer is there with its whole history."""
        return layout.seed_file.exists() and Fill.find(layout) is None

    @classmethod
    def find(cls, layout: Layout) -> "Fill | None":
        """The fill that goes on; None if there is none to do. An empty file says that it is complete.

        :raises WrongInput: if the file is damaged
        """
        try:
            text = layout.seed_file.read_text()
            fill = cls(**json.loads(text)) if text.strip() else None
            return fill if fill is None or fill.last_day else None
        except FileNotFoundError:
            return None
        except (ValueError, TypeError):
            raise WrongInput(f"{shown(layout.seed_file)} is damaged: it holds how far the demo employer was added; empty the "
                             f"file to do without the rest, or start over with ./ontzorg reset{layout.option}.") from None

    def advanced(self, layout: Layout, **changes: object) -> "Fill":
        """Write down how far it is now."""
        fill = replace(self, **changes)  # type: ignore[arg-type]
        fill.write(layout)
        return fill

    def write(self, layout: Layout) -> None:
        """Replace the file at once."""
        _replace(layout, json.dumps(asdict(self)))

    @staticmethod
    def complete(layout: Layout) -> None:
        """Nothing is left to do."""
        _replace(layout, "")


def _replace(layout: Layout, text: str) -> None:
    draft = layout.seed_file.with_suffix(".tmp")
    draft.write_text(text)
    draft.replace(layout.seed_file)
