"""The weights in use, from the file that says where each comes from."""

import json
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _file() -> dict[str, dict[str, dict[str, float]]]:
    text = files("reportgen.summarize").joinpath("weights.json").read_text(encoding="utf-8")
    content: dict[str, dict[str, dict[str, float]]] = json.loads(text)
    return content


def weights(task: str) -> dict[str, float]:
    """Return the weights for "article", "story" or "theme"."""
    return _file()[task]["weights"]
