"""Cleaning: the story is kept to the letter, the furniture is named and left out."""

import time
from pathlib import Path

import pytest

from reportgen.clean import REASONS, clean
from reportgen.ingest import ingest
from reportgen.model import Article
from reportgen.segment import segment

SEEDS = Path(__file__).resolve().parents[1] / "seeds"

LONG = (
    "أعلنت وزارة الخارجية أمس أن الوفد وصل إلى المدينة بعد رحلة طويلة شملت ثلاث عواصم في "
    "المنطقة، وأن المحادثات التي تبدأ غدا ستتناول وقف إطلاق النار وتبادل الأسرى وفتح المعابر"
)
STORY = f"{LONG}."


def article(text: str, title: str | None = None) -> Article:
    """Make an article that `ingest` might have read."""
    return Article(
        id="a",
        outlet="o",
        title=title,
        text=text,
        published=None,
        url=None,
        path="a.txt",
        language="ar",
        sha256="",
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


@pytest.mark.parametrize("text", ["نعم.", "اقرأ أيضا: عنوان آخر لا يهم", "---\n***"])
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
