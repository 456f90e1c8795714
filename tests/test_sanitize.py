"""Hostile text is made harmless, ordinary text is left alone."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.arabic import BIDI_CONTROLS
from reportgen.printable import clean, excerpt, fold_space, pieces, shown


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a\u202eb", "ab"),  # RIGHT-TO-LEFT OVERRIDE
        ("a\u2066b\u2069", "ab"),  # LEFT-TO-RIGHT ISOLATE, POP DIRECTIONAL ISOLATE
        ("a\x00\x1b[31mb", "a[31mb"),
        ("a\ud800b", "ab"),  # a lone surrogate
        ("a\ufffe\U0001ffffb", "ab"),  # noncharacters
        ("\u0628" + "\u064b" * 50, "\u0628" + "\u064b" * 4),  # BEH, FATHATAN
        ("z" + "\u0300" * 50, "z" + "\u0300" * 4),  # COMBINING GRAVE ACCENT
        ("سطر\u2028آخر", "سطر آخر"),  # LINE SEPARATOR
    ],
)
def test_invisible_and_harmful_characters_go(text: str, printed: str) -> None:
    """Nothing that cannot be seen may act on what can."""
    assert printed == clean(text)


@pytest.mark.parametrize(
    "text",
    ["قال «نعم»، ثم مضى!", "**ومن تلك الخطوات:**", "مُحَمَّدٌ", "می\u200cخواهم", "\U0001f600 و٪"],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    """Letters, marks, joiners, punctuation and Markdown signs are the source's own."""
    assert text == clean(text)


@given(st.text(st.characters(exclude_categories=())))
def test_cleaning_is_idempotent_and_encodable(text: str) -> None:
    """Whatever the text, its clean form is stable, has no bidi control and can be written."""
    once = clean(text)
    assert once == clean(once)
    assert not set(once) & {chr(c) for c in range(0x202A, 0x202F)}
    assert not re.search(f"[{BIDI_CONTROLS}]", once)
    once.encode()


@given(st.text())
def test_nothing_but_marks_is_lost_on_the_way_to_the_page(text: str) -> None:
    """Without its tags the printed text is the cleaned text, escaped and nothing more."""
    bare = re.sub(r'<wbr>|<bdi dir="ltr">|</bdi>', "", shown(text))
    unescaped = (
        bare.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&#39;", "'")
    )
    assert clean(text) == unescaped.replace("&amp;", "&")


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("يوم 21/11/2026 صباحا", ["21/11/2026"]),
        ("أكثر من 80 % من القصف", ["80 %"]),
        ("طائرة F 16 جديدة", ["F 16"]),
        ("في 2015, 80% منها", ["80%"]),
        ("قالت (Reuters) إن", ["Reuters"]),
        ("موقع https://a.example/b?c=1 هنا", ["https://a.example/b?c=1"]),
        ("هاتف +971-4-123 دائم", ["+971-4-123"]),
        ("قال World Bank أمس", ["World Bank"]),
        ("عام 2016 فقط", []),
        ("محادثات جنيف3", []),
        ("٢٠١٦/٣/١٥", []),
    ],
)
def test_left_to_right_runs_are_isolated(text: str, isolated: list[str]) -> None:
    """Latin words and numbers with signs are isolated, white space and brackets stay outside."""
    assert isolated == re.findall(r'<bdi dir="ltr">(.*?)</bdi>', shown(text))


def test_markup_is_shown_and_not_obeyed() -> None:
    """An article may hold markup; the page shows it."""
    printed = shown('<script>x</script>"&')
    assert "<script" not in printed
    assert "&lt;" in printed
    assert "&#34;&amp;" in printed


def test_monstrous_tokens_get_places_to_break() -> None:
    """A token no line can hold is breakable, and its letters stay the same."""
    printed = shown("ا" * 100)
    assert printed.count("<wbr>") == 2
    assert printed.replace("<wbr>", "") == "ا" * 100


@pytest.mark.parametrize("text", ["-" * 200_000, "1." * 100_000, "a " * 100_000, "(" * 200_000])
def test_no_text_takes_long(text: str) -> None:
    """Time grows with the length of a text, whatever its signs."""
    start = time.perf_counter()
    shown(text)
    assert time.perf_counter() - start < 3


def test_excerpts_end_between_words() -> None:
    """A cut text ends with a whole word and says that it is cut."""
    assert excerpt("واحد اثنان ثلاثة", 12) == ("واحد اثنان", True)
    assert excerpt("واحد", 12) == ("واحد", False)


@given(st.text(max_size=300), st.integers(min_value=1, max_value=50))
def test_pieces_make_the_whole(text: str, limit: int) -> None:
    """A long paragraph cut in pieces loses nothing, and no piece is over the limit."""
    parts = pieces(text, limit)
    assert text == "".join(parts)
    assert all(len(part) <= limit for part in parts)


def test_white_space_is_folded_for_display() -> None:
    """A line break inside a sentence is a space on the page."""
    assert fold_space("قال\n  نعم\t.") == "قال نعم ."
