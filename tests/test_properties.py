"""What holds for every text, found by trying to break it."""

import random
import string
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import arabic
from reportgen.clean import REASONS, clean
from reportgen.ingest import ingest
from reportgen.model import Article, Paragraph
from reportgen.segment import segment

from . import spaces

_PIECES = st.sampled_from(
    [
        *("الرئيس", "قال", "د", "أ.د", "ص.ب", "م", "ق.م", "سوريا", "وأضاف", "عام", "المصادر:"),
        *("اقرأ أيضا", "إقرأ أيضا: عنوان", "شاهد:", "الرئيسية", "بقلم", "الثلاثاء 15 مارس 2016"),
        *("حَرْبٌ", "ضِدَّ", "\u0640\u0640", "\u064b\u0651\u0670" * 6),  # vowel marks, tatweel, zalgo
        *("\u202e", "\u2067", "\u2069", "\u200f", "\u200d", "\ufeff", "\0", "\x1a", "\x1b[31m"),
        *("3.5", "14.12.2017", "21", "٣٫٥", "http://a.b/c.d#e", "a@b.c", "C#", "#وسم", "😀", "𐍈"),
        *(".", "..", "...", "\u2026", "!", "؟", "؛", "،", ":", "«", "»", '"', "“", "”", "(", ")"),
        *(
            "#",
            "##",
            "# ",
            "**",
            "__",
            "- ",
            "> ",
            "---",
            "***",
            "![x](y)",
            "\\",
            " / ",
            " > ",
            "|",
        ),
        *(" ", " ", " ", "\n", "\n\n", "\r\n", "\r", "\t", "\u00a0", "\u2028", "\u2029", "\x85"),
    ]
)
_TEXTS = st.one_of(
    st.lists(_PIECES, max_size=80).map("".join),
    st.lists(_PIECES, max_size=60).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.text(st.sampled_from('ابتثو د.!؟"«»#* \n' + string.ascii_letters), max_size=300),
)


@given(_TEXTS)
@settings(max_examples=400, deadline=None)
def test_sentences_are_spans(text: str) -> None:
    """Each sentence is its span, in order, within a kept paragraph, with a letter or a digit."""
    articles, omissions = clean((spaces.article("o", text),))
    assert {omission.reason.split(": ")[0] for omission in omissions} <= set(REASONS)
    for article in articles:
        assert article.text == text
        _check_paragraphs(article)
        _check_sentences(article)


def _check_paragraphs(article: Article) -> None:
    end = 0
    for paragraph in article.paragraphs:
        kept = article.text[paragraph.start : paragraph.end]
        assert end <= paragraph.start < paragraph.end
        assert kept == kept.strip()
        end = paragraph.end
    assert sum(paragraph.role == "title" for paragraph in article.paragraphs) <= 1


def _check_sentences(article: Article) -> None:
    end = 0
    for position, sentence in enumerate(segment((article,))):
        paragraph = article.paragraphs[sentence.paragraph]
        assert sentence.text == article.text[sentence.start : sentence.end]
        assert max(end, paragraph.start) <= sentence.start < sentence.end <= paragraph.end
        assert any(map(str.isalnum, sentence.text))
        assert sentence.folded == arabic.fold(sentence.text)
        assert (position, paragraph.role) == (sentence.position, sentence.role)
        end = sentence.end


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_no_word_is_lost_between_sentences(text: str) -> None:
    """Cutting a paragraph loses no letter and no digit of it."""
    article = spaces.article("o", text)
    whole = Paragraph(start=0, end=len(text))
    object.__setattr__(article, "paragraphs", (whole,) if text else ())
    found = "".join(sentence.text for sentence in segment((article,)))

    assert [c for c in text if c.isalnum()] == [c for c in found if c.isalnum()]


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_fold_is_idempotent(text: str) -> None:
    """Folding what is folded changes nothing."""
    assert arabic.fold(text) == arabic.fold(arabic.fold(text))


@given(st.lists(_TEXTS, max_size=5), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_ingest_ignores_the_order(texts: list[str], rng: random.Random) -> None:
    """The same files in any order, or as their folder, make the same articles; text is the file."""
    with TemporaryDirectory() as name:
        files = [Path(name) / f"{index}.txt" for index in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_bytes(text.encode())
        shuffled = rng.sample(files, len(files))
        expected = ingest(files)

        assert expected == ingest(shuffled)
        assert expected == ingest([Path(name)])
        assert expected == ingest([*shuffled, Path(name)])
        for article in expected[0]:
            content = (Path(name) / article.path).read_bytes()
            assert content.removeprefix(b"\xef\xbb\xbf") == article.text.encode()
