"""``python -m cli.generate.security_page``: writes the tables of OWASP ASVS into docs/security.md from docs/asvs.toml."""
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE, ROWS = ROOT / "docs" / "security.md", ROOT / "docs" / "asvs.toml"
HEAD = "## OWASP ASVS 5.0, levels 1 and 2"
SAYS = """Written from `docs/asvs.toml` by `python -m cli.generate.security_page`. The requirements are in our own words; a row
names what proves it: a test, or a page if the standard asks for documentation. *Differs* means that the platform does not do
what the standard asks, and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement.

    :ivar number: of a requirement, a section or a chapter, without the V
    :ivar says: what holds, or why it does not apply
    :ivar proofs: tests as ``path::Class::test``, and pages; none if it does not apply
    """

    chapter: str
    number: str
    says: str
    proofs: tuple[str, ...] = ()


def list_rows() -> list[Row]:
    """The rows of the file, in its order."""
    return [_row(f"{chapter} {rows['title']}", number, says) for chapter, rows in tomllib.loads(ROWS.read_text()).items()
            for number, says in rows.items() if number != "title"]


def _row(chapter: str, number: str, says: str | list[str]) -> Row:
    return Row(chapter, number, says) if isinstance(says, str) else Row(chapter, number, says[0], tuple(says[1:]))


def draw() -> str:
    """The whole page: what is written by hand, then the tables."""
    by_hand = PAGE.read_text().partition(HEAD)[0]
    return f"{by_hand}{HEAD}\n\n{SAYS}\n" + "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    chapter = ""
    for row in list_rows():
        if row.chapter != chapter:
            chapter = row.chapter
            yield from ("", f"### {chapter}", "", "| row | what holds | proof |", "|---|---|---|")
        proofs = "<br>".join(f"`{proof}`" for proof in row.proofs)
        yield f"| {row.number} | {row.says} | {proofs or 'does not apply'} |"


if __name__ == "__main__":
    PAGE.write_text(draw())
