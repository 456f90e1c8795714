"""The colours of the outlets, on paper and on a dark screen, and whether they can be read.

One colour an outlet; its letter says the same for those who do not see it.
"""

from collections.abc import Callable, Iterator

# Each at least 4.5:1 on white and on its own tint, and apart from its neighbours in lightness too.
HUES = (
    "#8f1d2c",
    "#1c4f82",
    "#2a6133",
    "#7d4a00",
    "#573a86",
    "#0b5f68",
    "#8d2c66",
    "#44505c",
)
LEAST_CONTRAST = 4.5

_WHITE, _NIGHT = "#ffffff", "#171715"
_TINT, _HEAT, _NIGHT_TINT = 0.1, 0.2, 0.14


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours ("#8f1d2c"), 1 to 21, as WCAG 2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """Return `one` with that share of `other` in it."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def is_readable(colour: str) -> bool:
    """Say whether text of this colour can be read on white and on its own tint."""
    return all(
        contrast(colour, ground) >= LEAST_CONTRAST
        for ground in (_WHITE, mixed(_WHITE, colour, _TINT))
    )


def hue_rules(hues: tuple[str, ...]) -> str:
    """Return the rules that give .hue-0, .hue-1 … their colours, by day and by night."""
    return "\n".join([*_rules("", hues, _by_day), *_rules(".night ", hues, _by_night)])


def _rules(
    scope: str, hues: tuple[str, ...], dress: Callable[[str], tuple[str, str, str, str]]
) -> Iterator[str]:
    for index, hue in enumerate(hues):
        colour, tint, heat, on_hue = dress(hue)
        yield (
            f"{scope}.hue-{index}{{--hue:{colour};--tint:{tint};--heat:{heat};--on-hue:{on_hue}}}"
        )


def _by_day(hue: str) -> tuple[str, str, str, str]:
    heat = next(
        ground
        for share in (_HEAT, 0.15, _TINT, 0.05, 0.0)
        if contrast(hue, ground := mixed(_WHITE, hue, share)) >= LEAST_CONTRAST
    )
    return hue, mixed(_WHITE, hue, _TINT), heat, _WHITE


def _by_night(hue: str) -> tuple[str, str, str, str]:
    for share in range(0, 101, 5):
        light = mixed(hue, _WHITE, share / 100)
        tint = mixed(_NIGHT, light, _NIGHT_TINT)
        heat = mixed(_NIGHT, light, 2 * _NIGHT_TINT)
        if contrast(light, heat) >= LEAST_CONTRAST:
            break
    return light, tint, heat, _NIGHT


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
