"""Work out which letters each Arabic glyph of the bundled Amiri can stand for.

    python bench/glyph_letters.py    writes templates/fonts/Amiri-Regular.letters.tsv

The font's own tables say it: a glyph of the character map is its character, a substitute is what
it stands in for, a ligature its parts in order.  Ordinary letters come before presentation forms.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from fontTools.ttLib import TTFont

from reportgen.resources import templates_dir

_MOST_TEXTS, _MOST_WRITTEN, _ROUNDS = 6, 4, 6
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefe]")
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp"})


def main() -> None:
    """Read the font, write the table."""
    folder = templates_dir() / "fonts"
    font = TTFont(folder / "Amiri-Regular.ttf")
    number = {glyph: place for place, glyph in enumerate(font.getGlyphOrder())}
    rows = {number[glyph]: _letters(list(texts)) for glyph, texts in _texts(font).items()}
    lines = [
        f"{place:04x}\t" + "\t".join(texts[:_MOST_WRITTEN])
        for place, texts in sorted(rows.items())
        if texts and any("\u0600" <= letter <= "\u08ff" for letter in texts[0])
    ]
    path = folder / "Amiri-Regular.letters.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {len(lines)} glyphs")


def _texts(font: TTFont) -> dict[str, dict[str, None]]:
    texts: dict[str, dict[str, None]] = defaultdict(dict)
    for code, glyph in font.getBestCmap().items():
        texts[glyph][chr(code)] = None
    pairs = list(_substitutions(font))
    for _ in range(_ROUNDS):
        for parts, glyph in pairs:
            found = [""]
            for part in parts:
                found = [head + tail for head in found for tail in list(texts[part])[:2]][:4]
            for text in found:
                if text and len(texts[glyph]) < _MOST_TEXTS:
                    texts[glyph][text] = None
    return texts


def _substitutions(font: TTFont) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what stands for what: one glyph for one, one for several, the first for one."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for given in lookup.SubTable:
            table: Any = getattr(given, "ExtSubTable", given)
            kind = type(table).__name__
            if kind == "SingleSubst":
                yield from (((one,), other) for one, other in table.mapping.items())
            elif kind == "AlternateSubst":
                yield from (((g,), one) for g, others in table.alternates.items() for one in others)
            elif kind == "LigatureSubst":
                for first, ligatures in table.ligatures.items():
                    yield from (((first, *one.Component), one.LigGlyph) for one in ligatures)
            elif kind == "MultipleSubst":
                yield from (((one,), many[0]) for one, many in table.mapping.items() if many)


def _letters(texts: list[str]) -> list[str]:
    ordinary = [text for text in texts if not _PRESENTATION.search(text)] or texts
    return [t for t in ordinary if not any(unicodedata.category(c) in _INVISIBLE for c in t)]


if __name__ == "__main__":
    main()
