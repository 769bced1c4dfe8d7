"""What plays the kinds of entries about the guidance of an absence."""
from collections.abc import Callable, Mapping

from cli.casefile.reader import Entry

Acts = Mapping[str, Callable[[Entry, str], None]]
"""By kind of entry: plays one about the absence with this number."""

NO_ABSENCE = "geen"
"""Path segment for an absence whose report was refused; the platform then responds 404."""
