"""Makes the fonts of documents from the portal's: run at development time, commit the result.

    pip install fonttools brotli && python shared/documents/fonts/make.py

Typst reads no WOFF2, and picks one file of a family, so that the file with the further letters becomes a family of its own.
`characters.txt` lists the code points that the fonts can print, as hexadecimal ranges.
"""
import shutil
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-not-found]

HERE = Path(__file__).resolve().parent
VENDORED = HERE.parents[2] / "services/gateway/static/vendor/fontsource-variable-inter"
FAMILIES = {"Inter": "inter-latin-wght-normal.woff2", "Inter Ext": "inter-latin-ext-wght-normal.woff2"}
FAMILY, FULL, POSTSCRIPT, TYPOGRAPHIC = 1, 4, 6, 16


def convert(family: str, source: Path) -> set[int]:
    """Write the file of a family; returns its code points."""
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    for record in font["name"].names:
        if record.nameID in (FAMILY, FULL, POSTSCRIPT, TYPOGRAPHIC):
            record.string = family.replace(" ", "") if record.nameID == POSTSCRIPT else family
    font.save(HERE / f"{family.replace(' ', '')}.ttf")
    return set(font.getBestCmap())


def ranges(points: Iterable[int]) -> Iterable[str]:
    """Consecutive code points as one range."""
    found: list[list[int]] = []
    for point in sorted(points):
        if found and point == found[-1][1] + 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return (f"{first:04X}-{last:04X}" for first, last in found)


def main() -> None:
    """Write the fonts, their characters and their licence."""
    points = {point for family, name in FAMILIES.items() for point in convert(family, VENDORED / name)}
    (HERE / "characters.txt").write_text("\n".join(ranges(points)) + "\n")
    shutil.copyfile(VENDORED / "LICENSE", HERE / "LICENSE")


if __name__ == "__main__":
    main()
