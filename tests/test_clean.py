"""Cleaning: the story is kept to the letter, the furniture is named and left out."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.clean import REASONS, CleanOptions
from reportgen.clean import clean as clean_
from reportgen.ingest import ingest
from reportgen.model import Article, Omission
from reportgen.segment import segment

SEEDS = Path(__file__).resolve().parents[1] / "seeds"

LONG = (
    "أعلنت وزارة الخارجية أمس أن الوفد وصل إلى المدينة بعد رحلة طويلة شملت ثلاث عواصم في "
    "المنطقة، وأن المحادثات التي تبدأ غدا ستتناول وقف إطلاق النار وتبادل الأسرى وفتح المعابر"
)
STORY = f"{LONG}."


def clean(articles: Sequence[Article]) -> tuple[tuple[Article, ...], tuple[Omission, ...]]:
    """Clean articles of any length."""
    return clean_(articles, options=CleanOptions(min_words=5))


def article(text: str, title: str | None = None, outlet: str | None = "o") -> Article:
    """Make an article that `ingest` might have read."""
    return Article(
        id="a",
        outlet=outlet or "a",
        title=title,
        text=text,
        published=None,
        url=None,
        path="a.txt",
        language="ar",
        sha256="",
        origin=() if outlet else (("outlet", "file name"),),
    )


def kept(text: str, title: str | None = None) -> list[str]:
    """Return the kept paragraphs, the title marked with "T "."""
    ((only,), _) = clean((article(text, title),))
    mark = {"title": "T ", "body": ""}
    return [mark[p.role] + only.text[p.start : p.end] for p in only.paragraphs]


def dropped(text: str) -> list[str]:
    """Return the reasons of what was left out."""
    return [omission.reason for omission in clean((article(text),))[1]]


# a line of furniture → its reason, wherever in the text it stands
LINES = {
    "اقرأ أيضا: هل تضع الحرب أوزارها؟": "teaser of other articles",
    "رابط الخبر بصحيفة الأنباء: هل تضع الحرب أوزارها": "teaser of other articles",
    "إقرأ أيضاً:\u00a0هل تضع الحرب أوزارها؟": "teaser of other articles",
    "شاهد: لحظة وصول الوفد": "teaser of other articles",
    "مواضيع ذات صلة": "teaser of other articles",
    "...المزيد": "teaser of other articles",
    "تابعنا على فيسبوك وتويتر": "invitation to follow or subscribe",
    "اشترك في نشرتنا البريدية": "invitation to follow or subscribe",
    "شارك على فيسبوك تويتر واتساب": "share buttons",
    "طباعة المقال": "share buttons",
    "جميع الحقوق محفوظة © 2017": "copyright line",
    "الكلمات المفتاحية: سوريا، روسيا": "list of tags",
    "#سوريا #روسيا #جنيف": "list of tags",
    "التعليقات (3)": "comment form",
    "المصادر:": "source line",
    "مدة القراءة: 3 دقائق": "reading time",
    "* * *": "markdown mark",
    "---": "markdown mark",
    "![الرئيس](a.jpg)": "image",
    "writer@example.com": "contact line",
    "// انتهى // 12:30": "end mark of a wire report",
}


@pytest.mark.parametrize("line", LINES)
def test_furniture_inside_the_text(line: str) -> None:
    """Only that line goes; what stands around it stays."""
    text = f"{STORY}\n\n{line}\n\n{STORY} وعاد.\n\n{STORY}"

    assert kept(text) == [STORY, f"{STORY} وعاد.", STORY]
    assert dropped(text) == [LINES[line]]
    assert LINES[line] in REASONS


# begins like furniture and is story
STORIES = [
    "شاهد عيان قال إن الانفجار وقع عند الفجر قرب السوق المركزي في المدينة.",
    "تابعنا الأحداث من مدينة حلب القديمة طوال الليل مع السكان الذين بقوا فيها.",
    "المزيد من القوات وصل إلى القاعدة الجوية صباح أمس كما قال المتحدث باسمها.",
    "مشاركة روسيا في المحادثات التي تجري في جنيف أمر مهم للطرفين كما قال.",
    "خاص الفريق مباراة صعبة أمام ضيفه في الدور الأول من البطولة وانتصر فيها.",
    "المصدر الذي طلب عدم ذكر اسمه قال إن الاجتماع سيعقد غدا في القاهرة.",
    "الثلاثاء 15 مارس 2016 أعلن الرئيس سحب قواته من سوريا بعد عام من الحرب.",
]


@pytest.mark.parametrize("line", STORIES)
def test_story_is_never_furniture(line: str) -> None:
    """A sentence that opens like furniture is kept, in the middle and at the end."""
    text = f"{STORY}\n\n{line}\n\n{STORY}\n\n{line}"

    assert kept(text) == [STORY, line, STORY, line]
    assert dropped(text) == []


HEADLINE = "ماذا وراء قرار الرئيس الانسحاب من سوريا؟"

# leading lines → the reasons of those left out, in order; the headline is always found
LEADING = {
    f"الرئيسية \\ آراء \\ {HEADLINE}\n\n{HEADLINE}": ["navigation crumbs"],
    f"الرئيسية > آراء\n\n{HEADLINE}": ["navigation crumbs"],
    f"أخبار › العالم › روسيا\n\n{HEADLINE}": ["navigation crumbs"],
    f"صحيفة / آراء / {HEADLINE}\n\n{HEADLINE}": ["navigation crumbs"],
    f"{HEADLINE}\n14.12.2017\nالخليج": ["date line", "byline"],
    f"{HEADLINE}\nالأربعاء ١٣ كانون الأول ٢٠١٧": ["date line"],
    f"{HEADLINE}\nتاريخ النشر: 15 مارس 2016 - 10:30 بتوقيت غرينتش": ["date line"],
    f"{HEADLINE}\nالرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس": ["date line"],
    f"الرئيس الروسي فلاديمير بوتين\n\n{HEADLINE}": ["caption"],
    f"{HEADLINE}\nبقلم: سامي أمين": ["byline"],
    f"الافتتاحية\n{HEADLINE}\n{HEADLINE}": ["section name", "repeated headline"],
    f"# {HEADLINE}": [],
    f"**{HEADLINE}**": [],
    f"## {HEADLINE} ##\nكلام طويل بعض الشيء لا بد أن يبقى لأنه مقدمة الخبر التي لا تنتهي": [],
}


@pytest.mark.parametrize("lines", LEADING)
def test_headline_among_the_leading_lines(lines: str) -> None:
    """The headline is the title and a paragraph of its own; its marks belong to neither."""
    text = f"{lines}\n\n{STORY}\n\n{STORY}"
    ((only,), omissions) = clean((article(text),))

    assert only.title == HEADLINE
    assert dict(only.origin)["title"] == "text"
    assert [o.reason for o in omissions] == LEADING[lines]
    assert f"T {HEADLINE}" == kept(text)[0]


def test_headline_with_slashes_is_no_path() -> None:
    """Agencies write headlines in parts; without a front page or an echo it is no path."""
    assert kept(f"عام / افتتاح المعرض السنوي للكتاب / إضافة أولى\n\n{STORY}")[0].startswith("T عام")


def test_known_title_wins() -> None:
    """A title from sources.toml is not replaced, and its line in the text is the title."""
    text = f"الرئيس في موسكو أمس بعد عودته من القاهرة\nقرار الرئيس\n\n{STORY}"

    assert kept(text, title="قرار الرئيس")[0] == "T قرار الرئيس"


def test_no_headline_is_invented() -> None:
    """A text that opens with its story has no title."""
    ((only,), _) = clean((article(f"{STORY}\n\n{STORY}"),))

    assert only.title is None
    assert {p.role for p in only.paragraphs} == {"body"}


TEASERS = (
    "اقرأ أيضا\n\nالسعودية وتركيا\n\nالسعودية وتركيا تتفقان على رفض الدور\n\n"
    "عبرت كل من السعودية وتركيا عن رفضهما.\n\n80 قتيلا في ريف إدلب\n\nلقي 80 شخصا مصرعهم أمس."
)


def test_teasers_after_the_story() -> None:
    """A bare «اقرأ أيضا» after the bulk of the text takes what follows with it."""
    text = f"{STORY}\n\n{STORY}\n\n{STORY}\n\n{TEASERS}"

    assert kept(text) == [STORY] * 3
    assert set(dropped(text)) == {"teaser of other articles"}


def test_teasers_never_take_the_story() -> None:
    """Before the bulk of the text, or before long paragraphs, only the teasers themselves go."""
    early = f"{STORY}\n\nاقرأ أيضا\n\nعنوان خبر آخر تماما\n\n{STORY}\n\n{STORY}\n\n{STORY}"
    late = f"{STORY}\n\n{STORY}\n\n{STORY}\n\nاقرأ أيضا\n\n{STORY}\n\n{STORY}"
    listed = f"{STORY}\n\nاقرأ أيضا\n- عنوان أول هنا\n- عنوان ثان هنا\n\n{STORY}\n\n{STORY}"

    assert kept(early) == [STORY] * 4
    assert kept(late) == [STORY] * 5
    assert kept(listed) == [STORY] * 3


ENDINGS = {
    "نور سورية\n\nالمصادر:": ["byline", "source line"],
    "المصدر: الجزيرة + وكالات": ["source line"],
    "د. سامي أمين - كاتب": ["byline"],
    "writer@example.com": ["contact line"],
    "ترجمة: سامي أمين": ["byline"],
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_signatures_at_the_end(ending: str) -> None:
    """Who signed and what was drawn on is not story."""
    text = f"{STORY}\n\n{STORY}\n\n{ending}\n"

    assert kept(text) == [STORY, STORY]
    assert dropped(text) == ENDINGS[ending]


def test_last_paragraph_without_a_full_stop_stays() -> None:
    """A last paragraph may lack its end mark and is still story."""
    assert kept(f"{STORY}\n\n{LONG}") == [STORY, LONG]


def test_paragraph_cut_in_two() -> None:
    """A long block without an end mark goes on in the next, across the blank line."""
    text = f"{STORY}\n\n{STORY}\n\n{LONG}\n\nمستقبلاً، وهو ما {STORY}\n\n{STORY}"

    assert kept(text) == [STORY, STORY, f"{LONG}\n\nمستقبلاً، وهو ما {STORY}", STORY]


def test_paragraphs_that_never_end_with_a_mark_are_not_joined() -> None:
    """Where no paragraph ends with a full stop, none of them was cut."""
    text = "\n\n".join([LONG] * 4)

    assert kept(text) == [LONG] * 4


def wrapped(text: str, width: int) -> str:
    """Break `text` at `width` as an editor does."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lines_broken_at_a_width(width: int, line_end: str) -> None:
    """A file broken at a width has a paragraph for each block between blank lines."""
    text = "\n\n".join(wrapped(f"{STORY} {STORY}", width) for _ in range(3))
    text = text.replace("\n", line_end)

    assert [" ".join(p.split()) for p in kept(text)] == [f"{STORY} {STORY}"] * 3


def test_lines_broken_at_a_width_with_short_paragraphs() -> None:
    """Lines were broken at a width even where every second one ends a paragraph."""
    short = " ".join(STORY.split()[:13]) + "."
    text = "\n".join(wrapped(short, 76) for _ in range(6))

    assert [" ".join(p.split()) for p in kept(text)] == [short] * 6


def test_a_headline_over_the_day_may_end_with_a_full_stop() -> None:
    """A short first line that stands over a line with the day is the headline."""
    headline = "القبض على خمسة عشر من أفراد البحرية تحت تهديد السلاح قبالة الساحل."

    assert kept(f"{headline}\n\nالجمعة 23 مارس 2007\n\n{STORY}") == [f"T {headline}", STORY]
    assert kept(f"{headline}\n\n{STORY}") == [headline, STORY]


def test_paragraph_a_line() -> None:
    """A file with a paragraph a line has a paragraph for each line."""
    assert kept("\n".join([STORY] * 4)) == [STORY] * 4


def test_markdown_marks_are_no_text() -> None:
    """Heading, quote and list marks stay outside the paragraphs."""
    text = f"{STORY}\n\n> {STORY}\n\n- {STORY}\n\n### عنوان فرعي ###\n\n{STORY}"

    assert kept(text) == [STORY, STORY, STORY, "عنوان فرعي", STORY]


def test_front_matter() -> None:
    """The settings at the head of a Markdown file are no text."""
    text = f"---\ntitle: a\ntags:\n  - b\n---\n{STORY}\n"

    assert kept(text) == [STORY]
    assert dropped(text) == ["front matter"]


@pytest.mark.parametrize("text", ["", "اقرأ أيضا: عنوان آخر لا يهم", "---\n***"])
def test_nothing_left(text: str) -> None:
    """An article of which hardly a word is left is itself left out."""
    articles, omissions = clean((article(text),))

    assert articles == ()
    assert (omissions[-1].subject, omissions[-1].reason) == ("a.txt", "no article text")


def test_more_lines_than_an_article_has() -> None:
    """A file of hundreds of thousands of lines is no article, and is not looked at line by line."""
    articles, omissions = clean((article("وصل\n" * 300_000),))

    assert articles == ()
    assert [o.reason for o in omissions] == ["more lines than an article has"]


def test_omissions_are_short_and_few() -> None:
    """A hostile file cannot fill the briefing with what it lost."""
    line = "اقرأ أيضا: " + "كلمة\u202e " * 20
    _, omissions = clean((article("\n\n".join([STORY] + [line] * 1000)),))

    assert len(omissions) == 51
    assert (omissions[-1].subject, omissions[-1].reason) == (
        "a.txt: +950",
        "further lines of furniture",
    )
    assert all(len(o.subject) < 80 and "\u202e" not in o.subject for o in omissions)


@pytest.mark.parametrize("unit", ["a ", "\n", "a\n", "# ", "> ", "#a", "**", "[", "---\n", "a:\n"])
def test_hostile_text_costs_linear_time(unit: str) -> None:
    """Time grows with the length of the text, never with its square."""
    start = time.perf_counter()
    clean((article(unit * (400_000 // len(unit))),))

    assert time.perf_counter() - start < 20


# what the five samples hold besides their story (DESIGN.md, "The sample articles")
SAMPLE_FURNITURE = [
    *("الرئيسة", "واحة اللقاء", "الافتتاحية", "14.12.2017", "13/12/2017", "نور سورية"),
    *("المصادر", "اقرأ أيضا", "إقرأ أيضا", "الحوثيين أوزارها", "رفض غربي", "أحرار الشام"),
    *("السعودية وتركيا", "80 قتيلا", "أزيد من 80", "**", "#"),
]


@pytest.mark.parametrize("furniture", SAMPLE_FURNITURE)
def test_samples_furniture_is_no_sentence(furniture: str) -> None:
    """None of the samples' furniture is in any sentence."""
    sentences = segment(clean(ingest([SEEDS])[0])[0])

    assert [s.text for s in sentences if furniture in s.text] == []


def test_samples_story_is_whole() -> None:
    """Every omission from the samples is furniture, and their stories are long as they were."""
    articles, omissions = clean(ingest([SEEDS])[0])

    assert [a.words for a in articles] == [364, 361, 372, 339, 410]
    assert [a.title for a in articles] == [
        "لماذا الانسحاب الروسي من سوريا؟",
        None,
        None,
        "ماذا وراء قرار بوتين الانسحاب من سوريا؟",
        None,
    ]
    assert len(omissions) == 21
    assert {o.reason for o in omissions} <= set(REASONS)


# text → title, day, author and outlet that its furniture shows
SHOWN = {
    f"{HEADLINE}\n14.12.2017\nالخليج\n\nالافتتاحية\nالاربعاء 13/12/2017": (
        "2017-12-13",
        None,
        "الخليج",
    ),
    f"{HEADLINE}\nبقلم: سامي أمين\nالثلاثاء 15 آذار 2016": ("2016-03-15", "سامي أمين", None),
    f"{HEADLINE}\nكتب - سامي أمين:\n١٥ مارس ٢٠١٦": ("2016-03-15", "سامي أمين", None),
    f"{HEADLINE}\nالرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس": ("2015-08-10", None, None),
    f"{HEADLINE}": (None, None, None),
}


@pytest.mark.parametrize("head", SHOWN)
def test_furniture_tells_who_and_when(head: str) -> None:
    """Day, author and outlet are read off the lines that show them; the earliest day counts."""
    ((only,), _) = clean((article(f"{head}\n\n{STORY}\n\n{STORY}", outlet=None),))
    published, author, outlet = SHOWN[head]

    assert (only.published, only.author) == (published, author)
    assert only.outlet == (outlet or "a")
    assert set(dict(only.origin).values()) <= {"text", "file name"}


def test_signature_at_the_end_names_the_outlet() -> None:
    """A well-known name alone on the last lines, or in the source line, is the outlet's."""
    for line in ("نور سورية\n\nالمصادر:", "المصدر: الجزيرة", "جميع الحقوق محفوظة © الجزيرة 2016"):
        ((only,), _) = clean((article(f"{STORY}\n\n{STORY}\n\n{line}", outlet=None),))

        assert only.outlet in {"نور سورية", "الجزيرة نت"}
        assert dict(only.origin)["outlet"] == "text"


def test_what_is_known_is_not_read_off() -> None:
    """What somebody stated of an article stands, whatever its lines show."""
    given = replace(
        article(f"{HEADLINE}\n15 مارس 2016\n\n{STORY}\n\n{STORY}"), published="2015-01-01"
    )
    ((only,), _) = clean((given,))

    assert (only.published, only.outlet) == ("2015-01-01", "o")


def test_days_read_off_put_the_articles_in_order() -> None:
    """Articles are sorted by the days their own lines show."""
    later, earlier = (
        replace(article(f"{HEADLINE}\n{day} مارس 2016\n\n{STORY}\n\n{STORY}"), path=path)
        for day, path in (("16", "a.txt"), ("15", "b.txt"))
    )
    articles, _ = clean((later, earlier))

    assert [a.path for a in articles] == ["b.txt", "a.txt"]


# text → why it is no article
FLAWS = {
    STORY: "fewer words than an article has: 30 < 50",
    f"{STORY}\n\n{STORY}\n\nلقراءة المقال كاملاً اشترك الآن": "stub before a paywall",
    f"{STORY}\n\n{STORY}\n\nSubscribe to continue reading": "stub before a paywall",
    f"{STORY}\n\n{STORY} […]": "text cut off by its source",
    f"{STORY}\n\n{STORY}\n\n{LONG}... [+2345 chars]": "text cut off by its source",
    f"{STORY}\n\n{LONG}...": "text cut off by its source",
    f"{STORY}\n\n{LONG}… اقرأ المزيد": "text cut off by its source",
}


@pytest.mark.parametrize("text", FLAWS)
def test_quality_gate(text: str) -> None:
    """Short texts, stubs and cut texts are omissions with the reason, and nothing else is said."""
    articles, omissions = clean_((article(text),))

    assert articles == ()
    assert [(o.subject, o.reason) for o in omissions] == [("a.txt", FLAWS[text])]


def test_long_column_may_end_with_an_ellipsis() -> None:
    """Opinion writers end with dots; of a long text that is no sign that it was cut."""
    assert len(clean_((article("\n\n".join([STORY] * 4) + "\n\nوللحديث بقية..."),))[0]) == 1


DISCLAIMER = "الآراء الواردة أدناه لا تعبر عن رأي الموقع، بل تعكس وجهات نظر أصحابها فقط."


def test_notes_on_opinions_at_the_end() -> None:
    """What a site says of opinions and comments is no part of the story."""
    assert kept(f"{STORY}\n\n{STORY}\n\n{DISCLAIMER}") == [STORY, STORY]
