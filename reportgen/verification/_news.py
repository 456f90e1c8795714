"""What a report says is new → whatever of it neither the report nor the edition before has."""

from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.verification._problem import Mismatch, shown

Json = Mapping[str, Any]


def news_mismatches(claims: Json, former: Json | None) -> Iterator[Mismatch]:
    """Check what is said to be new; sentences taken back only where `former` is given."""
    since = claims["since"]
    if since is None:
        return
    text_of = {sentence["id"]: sentence["text"] for sentence in claims["sentences"]}
    themes = {theme["id"] for theme in claims["themes"]}
    articles = {article["id"] for article in claims["articles"]}
    withdrawn = {f"{one['article']}-{one['start']}": one for one in since.get("withdrawn", ())}
    for known, what, names in (
        (text_of, "sentence", since["sentences"]),
        (articles, "article", since["articles"]),
        (themes, "theme", [*since["themes"], *since.get("disputed", ())]),
        (themes, "theme", [one["theme"] for one in since.get("joined", ())]),
    ):
        for name in names:
            if name not in known:
                yield Mismatch(subject=name, problem=f"it is said to be new, but is no {what}")
    for name in withdrawn:
        if name in text_of:
            yield Mismatch(subject=name, problem="it is said to be taken back, but still stands")
    former_text = {name: one["text"] for name, one in withdrawn.items()}
    for change in since.get("changes", ()):
        yield from _change_mismatch(change, {**text_of, **former_text})
    if former is not None:
        yield from _former_mismatches(claims, withdrawn, former)


def _change_mismatch(change: Json, text_of: Mapping[str, str]) -> Iterator[Mismatch]:
    for name, words in ((change["a"], change["was"]), (change["b"], change["now"])):
        if words not in text_of.get(name, ""):
            yield Mismatch(subject=name, problem=f"it is said to hold {shown(words)}, but does not")


def _former_mismatches(
    claims: Json, withdrawn: Mapping[str, Json], former: Json
) -> Iterator[Mismatch]:
    since = claims["since"]
    if (former["id"], former["edition"]) != (since.get("briefing"), since["edition"]):
        yield Mismatch(
            subject=str(former["id"]),
            problem=f"this is edition {former['edition']} of another text; the report says what is "
            f"new since edition {since['edition']} ({since.get('briefing')})",
        )
        return
    texts = {article["id"]: article["text"] for article in former["articles"]}
    for name, one in withdrawn.items():
        said = texts.get(one["article"], "")[one["start"] : one["end"]]
        if said != one["text"]:
            yield Mismatch(
                subject=name,
                problem=f"edition {since['edition']} has {shown(said)} there, "
                f"the report has {shown(one['text'])}",
            )
