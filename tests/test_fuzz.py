"""Readers and the segmenter against what nobody would send on purpose: mutated files, odd texts."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.clauses import clauses
from reportgen.clean import clean
from reportgen.ingest import REASONS, ingest
from reportgen.segment import segment

from .test_forms import FORMS, docx_bytes, pdf_bytes, zip_bytes

_ZIPPED = zip_bytes({"a.html": FORMS["a.html"], "b.jsonl": FORMS["a.jsonl"]})
SEEDS = {**FORMS, "a.pdf": pdf_bytes(), "b.docx": docx_bytes(), "a.zip": _ZIPPED}
_TOKENS = (
    *(b"<", b">", b"<p>", b"</p>", b"<table>", b"&amp;", b"&#1575;", b"\0", b"\xff", b"\xd9", b'"'),
    *(b"{", b"}", b"[", b",", b"\n", b"\r\n\r\n", b"endobj", b"stream", b"<<", b">>", b"/Kids"),
    *(
        b"PK\x01\x02",
        b"PK\x05\x06",
        b"<!ENTITY a 'a'>",
        b"]]>",
        b"\xe2\x80\xae",
        b"%PDF-",
        b"1e999",
    ),
)
_ROUNDS = 12


def _mutated(content: bytes, rng: random.Random) -> bytes:
    """Flip, cut, repeat and insert, a few times."""
    made = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(made) + 1)
        to = min(len(made), at + rng.choice((1, 3, 40, 500)))
        kind = rng.randrange(5)
        if kind == 0 and at < len(made):
            made[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del made[at:to]
        elif kind == 2:
            made[at:at] = made[at:to] * rng.choice((1, 20))
        elif kind == 3:
            made[at:at] = rng.choice(_TOKENS) * rng.choice((1, 1, 50))
        else:
            del made[rng.randrange(len(made) + 1) if rng.random() < 0.2 else len(made) :]
    return bytes(made)


@pytest.mark.parametrize("name", SEEDS)
def test_mutated_files(tmp_path: Path, name: str) -> None:
    """Every mutation of every form ends as articles with exact spans, or as known reasons."""
    rng = random.Random(name)
    for number in range(_ROUNDS):
        place = tmp_path / f"{number}-{name}"
        place.write_bytes(_mutated(SEEDS[name], rng))
    articles, omissions = ingest([tmp_path])
    kept, dropped = clean(articles)

    assert len(articles) + len(omissions) >= _ROUNDS
    assert {o.reason.split(": ")[0] for o in omissions} <= set(REASONS)
    for article in kept:
        for sentence in segment((article,)):
            assert article.text[sentence.start : sentence.end] == sentence.text
    assert {o.stage for o in dropped} <= {"clean"}


@given(st.binary(max_size=300), st.sampled_from([".txt", ".md", ".jsonl", ".json", ".csv", ".zip"]))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_bytes(content: bytes, suffix: str) -> None:
    """Any bytes under any plain name are an article or have a reason."""
    with TemporaryDirectory() as folder:
        (Path(folder) / f"a{suffix}").write_bytes(content)
        articles, omissions = ingest([folder])

    assert articles or omissions
    assert {o.reason.split(": ")[0] for o in omissions} <= set(REASONS)


@given(
    st.lists(
        st.sampled_from(["كلمة ", "وقال ", "، ", "؛ ", "«", "»", '"', "(", ")", "فيما "]),
        max_size=200,
    )
)
@settings(max_examples=200, deadline=None)
def test_clauses_are_the_sentence(parts: list[str]) -> None:
    """Clauses are in order and lose nothing but white space."""
    text = "".join(parts).strip()
    found = clauses(text, 0, len(text))

    if found:
        assert "".join("".join(text[a:b] for a, b in found).split()) == "".join(text.split())
        assert [a for a, _ in found] == sorted({a for a, _ in found})
