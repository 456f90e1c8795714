"""Briefings made by hand: small, memorable, and with every trap the report must survive."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from reportgen import arabic
from reportgen.model import (
    Article,
    Briefing,
    CopyGroup,
    Coverage,
    Dated,
    Denial,
    Event,
    Evidence,
    Framing,
    Mention,
    Method,
    Nearest,
    Omission,
    Paragraph,
    Relation,
    Sentence,
    Since,
    State,
    SummaryItem,
    Theme,
    Thread,
    Variant,
    Voice,
    Word,
)

# bidi override, script, style, template code, an entity: none may act, all must be seen
HOSTILE = (
    "قال\u202e الشاهد <script>alert(1)</script> {{ 7 * 7 }} </style> &amp; <img src=x onerror=y>."
)
LONG_HEADLINE = "سد النهر يفيض للمرة الثالثة في عام واحد " * 12

RIVER = (
    (
        "فاض نهر السنديان فجر السبت 21/11/2026 وغمر 80% من الحقول.",
        "وقال خبير من World Bank إن الضرر بلغ 3.5 مليون دولار.",
    ),
    ("أجلت فرق الإنقاذ أهالي القرية كلهم.",),
)
BRIDGE = (
    ("غمرت مياه نهر السنديان حقول القرية يوم السبت.", "ولم يصب أحد بأذى."),
    ("وانهار الجسر القديم عند الظهر.",),
)
SCHOOL = (("أغلقت المدارس أبوابها يومين بعد فيضان النهر.", HOSTILE),)


def article(
    outlet: str,
    paragraphs: Sequence[Sequence[str]],
    *,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    is_named: bool = True,
) -> tuple[Article, tuple[Sentence, ...]]:
    """Return an article whose paragraphs are the given sentences, and those sentences."""
    text = ""
    spans: list[tuple[int, int, int, str]] = []
    kept: list[Paragraph] = []
    for number, sentences in enumerate(paragraphs):
        start = len(text)
        for sentence in sentences:
            spans.append((len(text), len(text) + len(sentence), number, sentence))
            text += sentence + " "
        text = text.rstrip(" ")
        kept.append(Paragraph(start=start, end=len(text)))
        text += "\n\n"
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    made = Article(
        id=sha256[:12],
        outlet=outlet,
        title=title,
        text=text,
        published=published,
        url=url,
        path=f"seeds/{outlet}.txt",
        language="ar" if arabic.is_arabic(text) else "en",
        sha256=sha256,
        origin=(("outlet", "sources.toml" if is_named else "file name"),),
        paragraphs=tuple(kept),
    )
    sentences_made = tuple(
        Sentence(
            article=made.id,
            start=start,
            end=end,
            text=words,
            folded=arabic.fold(words),
            paragraph=number,
            position=position,
        )
        for position, (start, end, number, words) in enumerate(spans)
    )
    return made, sentences_made


def _mention(sentence: Sentence, word: str) -> Mention:
    start = sentence.start + sentence.text.index(word)
    return Mention(sentence=sentence.id, word=(start, start + len(word)))


def tiny() -> Briefing:
    """Return three outlets on one flood: two themes, a silence, a hostile sentence."""
    river, river_says = article(
        "صحيفة النهر",
        RIVER,
        title="فيضان السنديان",
        published="2026-11-21",
        url="https://nahr.example/2026/11/21?id=7&x=<y>",
    )
    bridge, bridge_says = article(
        "الجسر", BRIDGE, title=LONG_HEADLINE, published="2026-11", url="javascript:alert(1)"
    )
    school, school_says = article("000", SCHOOL, is_named=False)
    outlets = (river.outlet, bridge.outlet, school.outlet)
    flood = Theme(
        id="t1",
        label="فيضان نهر السنديان",
        sentences=(river_says[0].id, bridge_says[0].id, school_says[0].id),
        outlets=outlets,
        key=(
            (outlets[0], (river_says[0].id, river_says[1].id)),
            (outlets[1], (bridge_says[0].id,)),
            (outlets[2], (school_says[0].id, school_says[1].id)),
        ),
    )
    people = Theme(
        id="t2",
        label="سلامة أهالي القرية",
        sentences=(river_says[2].id, bridge_says[1].id),
        outlets=outlets[:2],
        key=((outlets[0], (river_says[2].id,)), (outlets[1], (bridge_says[1].id,))),
    )
    fall = Theme(
        id="t3",
        label="انهيار الجسر",
        sentences=(bridge_says[2].id,),
        outlets=outlets[1:2],
        key=((outlets[1], (bridge_says[2].id,)),),
    )
    nearest = {
        outlets[0]: Nearest(sentence=river_says[2].id, similarity=0.31),
        outlets[1]: Nearest(sentence=bridge_says[1].id, similarity=0.2),
        outlets[2]: Nearest(sentence=school_says[0].id, similarity=0.4187),
    }
    return Briefing(
        id="tiny",
        title="فيضان نهر السنديان",
        edition=1,
        generated_at=None,
        articles=(river, bridge, school),
        sentences=(*river_says, *bridge_says, *school_says),
        summary=(
            SummaryItem(sentence=river_says[0].id, theme="t1", score=0.9),
            SummaryItem(sentence=bridge_says[2].id, theme="t3", score=0.8),
        ),
        themes=(flood, people, fall),
        coverage=tuple(
            _cell(theme, outlet, nearest) for theme in (flood, people, fall) for outlet in outlets
        ),
        omissions=(
            Omission(
                stage="clean", subject="seeds/000.txt: الرئيسة \\ أخبار", reason="navigation crumbs"
            ),
            Omission(
                stage="ingest", subject="seeds/b.txt", reason="same text as another file: a.txt"
            ),
        ),
        method=Method(
            version="0.0.0",
            model="multilingual-e5-small",
            precision="fp32",
            options=(("cluster.distance_threshold", 0.8), ("summarize.summary_words", 220)),
        ),
    )


def full() -> Briefing:
    """Return the small briefing with everything the contract knows: pairs, names, voices, news."""
    briefing = tiny()
    river, bridge, school = (a.outlet for a in briefing.articles)
    says = [sentence.id for sentence in briefing.sentences]
    return replace(
        briefing,
        edition=2,
        generated_at="2026-11-22",
        articles=(replace(briefing.articles[0], kind="reporting"), *briefing.articles[1:]),
        relations=(
            Relation(
                a=says[0],
                b=says[3],
                kind="disputes",
                score=0.9,
                evidence=(Evidence(kind="number", a="80%", b="يوم السبت"),),
            ),
            Relation(a=says[2], b=says[4], kind="agrees", score=0.8),
            Relation(
                a=says[1],
                b=says[5],
                kind="updates",
                score=0.7,
                evidence=(Evidence(kind="cue", a="وقال خبير"),),
            ),
        ),
        denials=(
            Denial(
                sentence=says[4],
                words="ولم",
                speaker=None,
                also=(says[7],),
                nearest=(Nearest(sentence=says[2], similarity=0.31),),
            ),
        ),
        framing=(
            Framing(
                referent="الفيضان",
                variants=(
                    Variant(outlet=river, phrase="فاض نهر", count=2, sentences=(says[0],)),
                    Variant(outlet=bridge, phrase="غمرت مياه", count=1, sentences=(says[3],)),
                ),
            ),
        ),
        vocabulary=(
            Word(outlet=river, word="النهر", count=4, elsewhere=1, sentences=(says[0], says[1])),
        ),
        threads=(
            Thread(
                id="w-0123456789",
                label="نهر",
                mentions=tuple(_mention(briefing.sentences[n], "نهر") for n in (0, 3)),
                outlets=(river, bridge),
                likeness=0.2,
            ),
        ),
        voices=(
            Voice(
                speaker="خبير من World Bank",
                outlet=river,
                verb="وقال",
                attitude="neutral",
                sentence=says[1],
            ),
            Voice(speaker=None, outlet=school, verb="قال", attitude="distancing", sentence=says[7]),
        ),
        timeline=(
            Dated(date="2026-11-21", precision="day", sentence=says[0]),
            Dated(date="2026-11-21", precision="day", sentence=says[3]),
            Dated(date="2026-11", precision="month", sentence=says[6]),
        ),
        events=(
            Event(first="2026-11-21", last="2026-11-22", articles=(briefing.articles[0].id,)),
            Event(first="2026-12-01", last="2026-12-01", articles=(briefing.articles[1].id,)),
        ),
        copies=(
            CopyGroup(
                articles=(briefing.articles[0].id, briefing.articles[2].id),
                shared=0.9,
                agency="رويترز",
            ),
        ),
        since=Since(
            edition=1,
            articles=(briefing.articles[1].id,),
            themes=("t2",),
            sentences=(says[4],),
            removed=("مقال قديم",),
        ),
    )


def _cell(theme: Theme, outlet: str, nearest: dict[str, Nearest]) -> Coverage:
    if outlet not in theme.outlets:
        return Coverage(theme=theme.id, outlet=outlet, state="absent", nearest=nearest[outlet])
    told = tuple(one for name, ids in theme.key if name == outlet for one in ids)
    state: State = "alone" if len(theme.outlets) == 1 else "told"
    return Coverage(theme=theme.id, outlet=outlet, state=state, sentences=told)


def bare() -> Briefing:
    """Return a briefing of which nothing but its articles' names is known."""
    return replace(
        tiny(),
        articles=tuple(replace(one, paragraphs=()) for one in tiny().articles),
        sentences=(),
        summary=(),
        themes=(),
        coverage=(),
        omissions=(),
    )


def crowd(outlets: int) -> Briefing:
    """Return one theme told by so many outlets, one sentence each."""
    made = [
        article(f"صحيفة {number}", [(f"قالت الصحيفة رقم {number} إن النهر فاض على القرية كلها.",)])
        for number in range(outlets)
    ]
    theme = Theme(
        id="t",
        label="فيضان النهر",
        sentences=tuple(says[0].id for _, says in made),
        outlets=tuple(one.outlet for one, _ in made),
        key=tuple((one.outlet, (says[0].id,)) for one, says in made),
    )
    return replace(
        tiny(),
        articles=tuple(one for one, _ in made),
        sentences=tuple(says[0] for _, says in made),
        summary=(SummaryItem(sentence=made[0][1][0].id, theme="t", score=1.0),),
        themes=(theme,),
        coverage=tuple(_cell(theme, one.outlet, {}) for one, _ in made),
        omissions=(),
    )
