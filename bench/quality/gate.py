"""Floors under the figures that matter: they may rise, and do not fall unasked."""

import json
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")

# Another processor's arithmetic may swap two sentences that are all but even; one such swap in
# one of 81 articles moves a mean by about so much.
TOLERANCE = 0.0005


def read(path: Path = FLOORS) -> dict[str, float]:
    """Return the floors."""
    floors: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["floors"]
    return floors


def fallen(floors: Mapping[str, float], measured: Mapping[str, float]) -> list[str]:
    """Return a line for each figure that lies below its floor or was not measured at all."""
    lines = []
    for name, floor in sorted(floors.items()):
        if name not in measured:
            lines.append(f"{name}: not measured, the floor is {floor:.4f}")
        elif measured[name] < floor - TOLERANCE:
            lines.append(f"{name}: {measured[name]:.4f} is below the floor of {floor:.4f}")
    return lines


def raised(
    floors: Mapping[str, float], measured: Mapping[str, float], *, allow_regression: bool = False
) -> dict[str, float]:
    """Return the floors brought to what was measured.

    Raises:
        ValueError: a floor would sink, and nobody allowed it.
    """
    lower = fallen(floors, measured)
    if lower and not allow_regression:
        raise ValueError("; ".join(lower))
    return {
        name: round(value if allow_regression else max(value, floors.get(name, value)), 4)
        for name, value in sorted(measured.items())
    }


def write(floors: Mapping[str, float], path: Path = FLOORS) -> None:
    """Save the floors."""
    content = {
        "what": "F1 of ours, as `make quality` measures it; raised with --raise-floors.",
        "floors": dict(sorted(floors.items())),
    }
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
