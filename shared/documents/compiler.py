"""The process that compiles one document: data as JSON on its input, the PDF on its output.

A process of its own gives back what Typst keeps in memory and can be ended. It runs as a script with the standard library
and Typst alone, and without the environment of the service.
"""
import json
import resource
import sys
from pathlib import Path

import typst

HERE = Path(__file__).resolve().parent
MOST_MEMORY = 1 << 29
MOST_CPU_SECONDS = 20
REFUSED = 3


def main() -> int:
    """Compile; the exit code is `REFUSED` with the reason on the error output if Typst refuses the document."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    data = sys.stdin.buffer.read().decode()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"])
    try:
        content = typst.compile(HERE / "template.typ", root=HERE, font_paths=fonts, ignore_system_fonts=True,
                                sys_inputs={"data": data}, pdf_standards=["ua-1"], timestamp=json.loads(data)["timestamp"])
    except typst.TypstError as refusal:
        sys.stderr.write(refusal.message)
        return REFUSED
    sys.stdout.buffer.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
