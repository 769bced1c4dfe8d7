"""Case files on disk."""
import json
from decimal import Decimal
from pathlib import Path

from cli.casefile.reader import CaseFile, read_case
from cli.endings import WrongInput
from shared.kernel.refusals import Refusal, Several

LARGEST_FILE = 5 * 2**20


def read_case_file(path: Path) -> CaseFile:
    """The case in a file.

    :raises WrongInput: one sentence that names file, key and reason
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise WrongInput(f"{path}: the file is larger than {LARGEST_FILE // 2**20} MB.")
        return read_case(json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))
    except OSError as problem:
        raise WrongInput(f"{path}: cannot be read ({problem.strerror}).") from None
    except (ValueError, RecursionError) as problem:
        raise WrongInput(f"{path}: is no JSON ({problem}).") from None
    except Several as problem:
        raise WrongInput(f"{path}: {problem.refusals[0].message}") from None
    except Refusal as problem:
        raise WrongInput(f"{path}: {problem.message}") from None
