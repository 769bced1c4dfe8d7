"""Progress of the demo employer's history, kept in a file so that an interrupted start can be continued."""
import json
from dataclasses import asdict, dataclass, replace
from datetime import date

from cli.endings import WrongInput
from cli.platform.layout import Layout
from cli.platform.state import shown


@dataclass(frozen=True, slots=True)
class Fill:
    """An incomplete history of the demo employer.

    :ivar end: the day on which the history ends, ISO 8601
    :ivar follows_machine: whether the platform's clock equals the machine's clock afterwards
    :ivar is_open: whether the policy, the main contact and the employees exist
    :ivar done: number of entries of the history that were played
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
        """Whether the demo employer has its whole history."""
        return layout.seed_file.exists() and Fill.find(layout) is None

    @classmethod
    def find(cls, layout: Layout) -> "Fill | None":
        """The history to continue; None if it is complete, as marked by an empty file, or not wanted.

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
        """Store the progress."""
        fill = replace(self, **changes)  # type: ignore[arg-type]
        fill.write(layout)
        return fill

    def write(self, layout: Layout) -> None:
        """Replace the file atomically."""
        _replace(layout, json.dumps(asdict(self)))

    @staticmethod
    def complete(layout: Layout) -> None:
        """Mark the history as complete."""
        _replace(layout, "")


def _replace(layout: Layout, text: str) -> None:
    draft = layout.seed_file.with_suffix(".tmp")
    draft.write_text(text)
    draft.replace(layout.seed_file)
