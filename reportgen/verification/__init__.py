"""A report + the sources → whatever the report says that the sources do not."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from reportgen import arabic
from reportgen.errors import SourceError
from reportgen.ingest import IngestOptions, ingest
from reportgen.model import Article
from reportgen.report_file import read_report
from reportgen.verification._news import news_mismatches
from reportgen.verification._problem import Mismatch, shown

__all__ = ["Mismatch", "verify"]


def verify(
    report: str | Path, sources: Iterable[str | Path], *, former: str | Path | None = None
) -> tuple[Mismatch, ...]:
    """Check that every sentence of `report` is, to the letter, the span of a source it claims.

    `report` is a briefing.json or a PDF made by reportgen (which carries its JSON).  The sources
    are read anew.  No mismatch means: every article's text is unchanged, every span gives back
    the sentence, and everything printed refers to such a sentence.

    Sentences that a source took back since the edition before are quotations of that edition and
    printed as such: no source of today has them.  They are proved where its report is given as
    `former`; else no more is checked of them than that none is passed off as a sentence of today.

    Raises:
        SourceError: the report or a source cannot be read, or the report is none of ours.
    """
    claims = read_report(Path(report))
    earlier = read_report(Path(former)) if former is not None else None
    found, _ = ingest([*sources], options=_as_then(claims))
    try:
        return (*_mismatches(claims, found), *news_mismatches(claims, earlier))
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceError(f"{report} is damaged: {error!r} where a value should be") from error


def _as_then(claims: Mapping[str, Any]) -> IngestOptions:
    """Return how the sources are to be read: as the report's own settings say, where it has any."""
    try:
        columns = claims["method"]["options"]["ingest.columns"]
        return IngestOptions(columns=columns)
    except (KeyError, TypeError, ValueError):
        return IngestOptions()


def _mismatches(claims: Mapping[str, Any], found: Iterable[Article]) -> Iterator[Mismatch]:
    by_digest = {article.sha256: article for article in found}
    by_path = {article.path: article for article in found}
    texts: dict[str, str] = {}
    missing: set[str] = set()
    for article in claims["articles"]:
        source = by_digest.get(article["sha256"]) or by_path.get(article["path"])
        if source is None:
            missing.add(article["id"])
            yield Mismatch(subject=article["path"], problem="no source given has this text")
            continue
        texts[article["id"]] = source.text
        if source.text != article["text"]:
            yield Mismatch(
                subject=article["path"], problem=_where_they_part(article["text"], source.text)
            )
        elif _digest(article["text"]) != article["sha256"]:
            yield Mismatch(subject=article["path"], problem="its sha256 is not that of its text")
    for sentence in claims["sentences"]:
        if sentence["article"] not in missing:
            yield from _sentence_mismatch(sentence, texts.get(sentence["article"]))
    yield from _dangling(claims)


def _sentence_mismatch(sentence: Mapping[str, Any], text: str | None) -> Iterator[Mismatch]:
    start, end = sentence["start"], sentence["end"]
    if text is None:
        yield Mismatch(subject=sentence["id"], problem="it belongs to no article of the report")
    elif text[start:end] != sentence["text"]:
        yield Mismatch(
            subject=sentence["id"],
            problem=f"the source has {shown(text[start:end])} at {start}-{end}, "
            f"the report has {shown(sentence['text'])}",
        )


def _dangling(claims: Mapping[str, Any]) -> Iterator[Mismatch]:
    """Give what the report prints without a sentence of its own that says it."""
    text_of = {sentence["id"]: sentence["text"] for sentence in claims["sentences"]}
    for place, sentence_id in _printed(claims):
        if sentence_id not in text_of:
            yield Mismatch(subject=sentence_id, problem=f"{place} prints it, no source has it")
    for pair in claims["relations"]:
        yield from _unproved(pair, text_of)
    for denial in claims.get("denials", ()):
        for words in (denial["words"], denial["speaker"]):
            if words is not None and words not in text_of.get(denial["sentence"], ""):
                yield Mismatch(
                    subject=denial["sentence"], problem=f"{shown(words)} does not stand in it"
                )
    for theme in claims["themes"]:
        if not any(theme["label"] in text_of.get(i, "") for i in theme["sentences"]):
            yield Mismatch(
                subject=theme["id"], problem=f"no sentence of it has its label {theme['label']!r}"
            )
    start_of = {sentence["id"]: sentence["start"] for sentence in claims["sentences"]}
    for thread in claims.get("threads", ()):
        yield from _torn(thread, text_of, start_of)


def _torn(
    thread: Mapping[str, Any], text_of: Mapping[str, str], start_of: Mapping[str, int]
) -> Iterator[Mismatch]:
    """Give the sentences of a thread that do not have its word."""
    words = []
    for mention in thread["mentions"]:
        sentence = mention["sentence"]
        start, end = (place - start_of.get(sentence, 0) for place in mention["word"])
        words.append(text_of.get(sentence, "")[max(start, 0) : max(end, 0)])
    stems = [
        tuple(map(arabic.stem_without_number, arabic.words(arabic.fold(word)))) for word in words
    ]
    for mention, word, own in zip(thread["mentions"], words, stems, strict=True):
        if not own or own != stems[0]:
            yield Mismatch(
                subject=thread["id"],
                problem=f"{shown(word)} of {mention['sentence']} is not its word {shown(words[0])}",
            )
    if not any(thread["label"] in text_of.get(m["sentence"], "") for m in thread["mentions"]):
        yield Mismatch(
            subject=thread["id"], problem=f"no sentence of it has its label {thread['label']!r}"
        )


def _unproved(pair: Mapping[str, Any], text_of: Mapping[str, str]) -> Iterator[Mismatch]:
    """Give the words of evidence that the sentence they are said to be of does not have."""
    subject = f"{pair['kind']} of {pair['a']} and {pair['b']}"
    for proof in pair["evidence"]:
        speaks = "a" if proof["a"] is not None else "b"
        said = (("a", proof["a"]), ("b", proof["b"]), (speaks, proof.get("speaker")))
        for side, words in said:
            if words is not None and words not in text_of.get(pair[side], ""):
                yield Mismatch(
                    subject=subject, problem=f"{shown(words)} does not stand in {pair[side]}"
                )


def _printed(claims: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give every reference to a sentence that a reader gets to see, with its place."""
    for item in claims["summary"]:
        yield "summary", item["sentence"]
    for theme in claims["themes"]:
        for sentence_id in theme["sentences"]:
            yield f"theme {theme['id']}", sentence_id
        for ids in theme["key"].values():
            for sentence_id in ids:
                yield f"theme {theme['id']}", sentence_id
    for cell in claims["coverage"]:
        for sentence_id in cell["sentences"]:
            yield f"coverage of {cell['theme']}", sentence_id
        if cell["nearest"] is not None:
            yield f"coverage of {cell['theme']}", cell["nearest"]["sentence"]
    yield from _set_against(claims)


def _set_against(claims: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for pair in claims["relations"]:
        yield from (("a relation", pair[side]) for side in ("a", "b"))
    for denial in claims.get("denials", ()):
        nearest = (one["sentence"] for one in denial["nearest"])
        yield from (("a denial", one) for one in (denial["sentence"], *denial["also"], *nearest))


def _where_they_part(claimed: str, source: str) -> str:
    pairs = zip(claimed, source, strict=False)
    at = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(claimed), len(source)))
    return (
        f"its text is not the source's: they part at character {at}, the source has "
        f"{shown(source[at:])}, the report has "
        f"{shown(claimed[at:])}"
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
