"""The report's own words: one catalogue file a language, with its plurals, digits and dates."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, cast

from reportgen.errors import RenderError
from reportgen.resources import templates_dir

Digits = Literal["arabic", "western"]

_ARABIC_INDIC = str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|[T ])")


@cache
def catalogue(language: str) -> Mapping[str, Any]:
    """Return the strings of `language`, by section and name.

    Raises:
        RenderError: there is no such catalogue; the hint lists those there are.
    """
    try:
        return tomllib.loads(
            (templates_dir() / f"strings.{language}.toml").read_text(encoding="utf-8")
        )
    except FileNotFoundError as error:
        raise RenderError(
            f"no report strings for the language {language!r}",
            hint=f"choose one of: {', '.join(languages())}",
        ) from error


def languages() -> tuple[str, ...]:
    """Return the languages there is a catalogue of."""
    return tuple(sorted(path.name.split(".")[1] for path in templates_dir().glob("strings.*.toml")))


class Wording:
    """A catalogue with the digits the reader asked for."""

    def __init__(self, *, language: str, digits: Digits) -> None:
        self.strings = catalogue(language)
        self.digits = digits

    def number(self, value: float | str, *, decimals: int | None = None) -> str:
        """Return a number in the chosen digits, thousands grouped from 10,000 on."""
        if isinstance(value, str):
            text = value
        elif decimals is not None:
            text = f"{value:.{decimals}f}"
        elif isinstance(value, int):
            text = f"{value:,}" if abs(value) >= 10_000 else str(value)  # noqa: PLR2004
        else:
            text = f"{value:g}"
        return text.translate(_ARABIC_INDIC) if self.digits == "arabic" else text

    def plural(self, forms: Mapping[str, str], count: int) -> str:
        """Return the form of `forms` that goes with `count`, the number put in."""
        category = _plural_category(count, str(self.strings["language"]))
        return forms.get(category, forms["other"]).format(n=self.number(count))

    def date(self, iso: str) -> str | None:
        """Return an ISO date or date-time, year or month alone included, in words.

        What is not one gives None: the caller shows it as it is.
        """
        found = _ISO_DATE.match(iso)
        if not found:
            return None
        year, month, day = found.groups()
        months = cast("list[str]", self.strings["months"])
        if month and not 1 <= int(month) <= len(months):
            return None
        parts = [self.number(str(int(day)))] if day else []
        parts += [months[int(month) - 1]] if month else []
        return " ".join([*parts, self.number(year)])

    def hijri(self, iso: str) -> str | None:
        """Return a day of the Gregorian calendar in that of Umm al-Qura, in words.

        A month or year alone, and days the calendar has no table for, give None.
        """
        from hijridate import Gregorian

        found = _ISO_DATE.match(iso)
        if not found or not found[3]:
            return None
        try:
            day = Gregorian(*map(int, found.groups())).to_hijri()
        except (ValueError, OverflowError):
            return None
        month = cast("list[str]", self.strings["hijri_months"])[day.month - 1]
        return str(self.strings["hijri"]).format(
            day=self.number(str(day.day)), month=month, year=self.number(str(day.year))
        )

    def outlet_sign(self, index: int) -> str:
        """Return the sign of the outlet at `index`: a letter, then a letter and a number."""
        letters = str(self.strings["outlet_signs"]).split()
        turn, place = divmod(index, len(letters))
        return letters[place] + (self.number(turn + 1) if turn else "")


def _plural_category(count: int, language: str) -> str:
    """Return CLDR's plural category: Arabic's six, or one and other."""
    if language != "ar":
        return "one" if count == 1 else "other"
    few, many = range(3, 11), range(11, 100)
    if count in (0, 1, 2):
        return ("zero", "one", "two")[count]
    return "few" if count % 100 in few else "many" if count % 100 in many else "other"
