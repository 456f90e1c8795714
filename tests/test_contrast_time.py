"""Events far apart, and dated statements: what is said about time is sure, or not said."""

from dataclasses import replace

from reportgen.contrast import ContrastOptions, contrast
from reportgen.contrast._dating import dates_of
from reportgen.model import Article, Briefing, Paragraph

from .spaces import article, sentences_of, vectors_near


def dated(outlet: str, text: str, day: str | None = None) -> Article:
    """Return an article of one paragraph, published on `day`."""
    paragraphs = (Paragraph(start=0, end=len(text)),)
    return replace(article(outlet, text), published=day, paragraphs=paragraphs)


def told_by(*articles: Article, gap_days: int = 30) -> tuple[list[str], list[str]]:
    """Return the outlets of each event, and the timeline's dates."""
    sentences = tuple(s for one in articles for s in sentences_of(one))
    found = contrast(
        articles,
        sentences,
        vectors_near([0] * len(sentences)),
        (),
        options=ContrastOptions(event_gap_days=gap_days),
    )
    outlet_of = {one.id: one.outlet for one in articles}
    events = [" ".join(outlet_of[i] for i in event.articles) for event in found.events]
    return events, [one.date for one in found.timeline]


def test_articles_months_apart_are_two_events() -> None:
    """The oldest event comes first; articles without a date are in none."""
    events, _ = told_by(
        dated("صدى", "وصل الوفد إلى المدينة في زيارة رسمية قصيرة", "2021-06-02"),
        dated("أنباء", "وصل الوفد إلى المدينة في زيارة أولى قصيرة", "2020-01-09"),
        dated("ضحى", "وصل الوفد إلى المدينة ولم يعرف متى وصل", None),
        dated("مدى", "وصل الوفد إلى المدينة وغادرها في اليوم نفسه", "2020-01-11"),
    )

    assert events == ["أنباء مدى", "صدى"]


def test_articles_of_one_week_are_no_split() -> None:
    """Where all belong together there is nothing to say."""
    near = dated("صدى", "وصل الوفد إلى المدينة", "2021-06-02"), dated("أنباء", "عاد", "2021-06-09")

    assert told_by(*near)[0] == []
    assert told_by(*near, gap_days=5)[0] == ["صدى", "أنباء"]


def test_a_date_with_its_weekday_dates_the_article() -> None:
    """«الثلاثاء 15 مارس 2016» is the news of the day; a date of history is none."""
    told = dated("صدى", "أعلن الوزير الثلاثاء 15 مارس 2016 أن الجسر سيفتح قريبا أمام المارة")
    history = dated("أنباء", "بني الجسر في 3 مايو 1950 وكان أول جسر يبنى في المدينة القديمة")

    assert {a: d.isoformat() for a, d in dates_of([told, history]).items()} == {
        told.id: "2016-03-15"
    }


def test_relative_days_need_the_articles_date() -> None:
    """«أمس» is resolved against the article's day; without one it is left out."""
    text = "انهار الجسر أمس بعد الفيضان"

    assert told_by(dated("صدى", text, "2016-03-15"))[1] == ["2016-03-14"]
    assert told_by(dated("صدى", text))[1] == []


def test_what_names_no_sure_day_is_left_out() -> None:
    """«اليوم» as "nowadays", a weekday to come, a habit and a bare year say no day."""
    for text in (
        "سوريا اليوم غير ما كانت عليه",
        "محاضرة يوم الخميس عن فن الخط",
        "يجتمع المجلس كل خميس في مقره",
        "ارتفع الإنتاج في العام الماضي كثيرا",
        "توفي الجريح بعد أسبوع من الهجوم",
        "قضى الطفل قبل أسبوع في حريق",
        "تغيبت الفتاة منذ يوم العيد عن أهلها",
    ):
        assert told_by(dated("صدى", text, "2016-03-15"))[1] == [], text


def test_tomorrow_of_a_paper_dated_later_is_its_weekday() -> None:
    """«غدا الجمعة», written on a Thursday and dated Friday, is that Friday, not the next."""
    text = "تبدأ الرحلات من يوم غد الجمعة"

    assert told_by(dated("صدى", text, "2015-08-07"))[1] == ["2015-08-07"]
    assert told_by(dated("صدى", text, "2015-08-06"))[1] == ["2015-08-07"]


def test_the_timeline_is_in_order_of_time() -> None:
    """Oldest first; a month is a month, and past weekdays are those before the article."""
    text = "قال الوزير الأحد إن العمل بدأ\nبدأ العمل في سبتمبر 2015\nأعلن ذلك الاثنين الماضي"

    assert told_by(dated("صدى", text, "2016-03-16"))[1] == ["2015-09", "2016-03-13", "2016-03-14"]


def test_samples_fall_into_2016_and_2017(samples: Briefing) -> None:
    """The five samples speak of two withdrawals, and no article without a date is placed."""
    outlet_of = {a.id: a.outlet for a in samples.articles}

    assert [
        (event.first, event.last, [outlet_of[i] for i in event.articles])
        for event in samples.events
    ] == [("2016-03-15", "2016-03-15", ["000"]), ("2017-12-13", "2017-12-13", ["الخليج"])]
    assert {"2015-09", "2016-03-14", "2016-03-15"} <= {one.date for one in samples.timeline}
