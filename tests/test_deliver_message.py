"""The mail itself: what an editor reads, what a mail program parses, what cannot be smuggled in."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, cast

import pytest

from reportgen import render
from reportgen.deliver import MailOptions, PdfFile, compose, recipients_of
from reportgen.deliver._letter import HUES
from reportgen.errors import SourceError
from reportgen.model import Briefing
from reportgen.resources import templates_dir
from reportgen.wording import catalogue, languages

from .briefings import bare, crowd, tiny

AT = datetime(2026, 11, 21, 8, 30, tzinfo=UTC).timestamp()
PDF = PdfFile(data=b"%PDF-1.7 " + bytes(range(256)) * 40, path="/srv/reports/briefing.pdf")
GMAIL_CLIPS_AT = 102_000
_VOID = {"meta", "br", "img", "hr", "link", "input"}


def _messages(claims: dict[str, Any], *to: str, pdf: PdfFile | None = PDF, **settings: Any) -> Any:
    how = {name: settings.pop(name) for name in ("subject",) if name in settings}
    people = settings.pop("people", None) or recipients_of(to=to or ("desk@example.org",))
    options = MailOptions.model_validate({"sender": "موجز الصباح <b@example.org>", **settings})
    sent = compose(claims, people, options=options, pdf=pdf, clock=lambda: AT, **how)
    return [message_from_bytes(each, policy=policy.default) for each in sent]


def _one(claims: dict[str, Any], **settings: Any) -> EmailMessage:
    return cast("EmailMessage", _messages(claims, **settings)[0])


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def _disputed() -> dict[str, Any]:
    claims = tiny().to_dict()
    ids = [sentence["id"] for sentence in cast("Any", claims["sentences"])]
    claims["relations"] = [
        {"a": ids[0], "b": ids[3], "kind": "disputes", "score": 0.9, "evidence": []},
        {"a": ids[0], "b": ids[4], "kind": "agrees", "score": 0.9, "evidence": []},
    ]
    return claims


class _Blocks(HTMLParser):
    """Collects what a mail program would choke on."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.tags.add(tag)
        if tag not in _VOID:
            self.open.append(tag)
        if tag in {"p", "td", "th", "h1", "h2"}:
            if given.get("dir") not in {"rtl", "ltr"} or "align" not in given:
                self.faults.append(f"{tag} without dir or align")
            if "text-align:" not in (given.get("style") or ""):
                self.faults.append(f"{tag} without text-align")
        if tag == "table" and given.get("dir") not in {"rtl", "ltr"}:
            self.faults.append("table without dir")
        if "class" in given or "id" in given:
            self.faults.append(f"{tag} styled from elsewhere")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")


def test_an_editor_finds_summary_disputes_and_coverage(samples: Briefing) -> None:
    """Both faces carry the verbatim summary, the themes, the outlets and the PDF's name."""
    claims = samples.to_dict()
    message = _one(claims)
    html, text = _part(message, "html"), _part(message, "plain")
    bare_html = re.sub(r"<[^>]+>", "", html).replace("&#34;", '"')

    for item in samples.summary:
        sentence = next(s for s in samples.sentences if s.id == item.sentence)
        words = " ".join(sentence.text.split())[:400]
        assert words in text
        assert words in bare_html
    for theme in samples.themes[:12]:
        assert theme.label in text
        assert theme.label in bare_html
    assert f"mujaz-{samples.id}.pdf" in text
    assert len(html.encode()) < GMAIL_CLIPS_AT


def test_the_message_is_built_as_mail_programs_like_it() -> None:
    """Text and HTML as alternatives, the PDF beside them, every header a robot's mail owes."""
    message = _one(
        tiny().to_dict(),
        reply_to="desk@example.org",
        list_unsubscribe=("mailto:out@example.org", "https://example.org/out?id=" + "x" * 90),
    )

    assert message.get_content_type() == "multipart/mixed"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
    ]  # fmt: skip
    assert str(message["Subject"]) == "موجز مقارن: فيضان نهر السنديان"
    assert message["From"].addresses[0].display_name == "موجز الصباح"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == "desk@example.org"
    assert message["Content-Language"] == "ar"
    assert message["Date"].datetime == datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", message["Message-ID"])
    assert "https://example.org/out?id=" + "x" * 90 + ">" in message["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    pdf = next(message.iter_attachments())
    assert pdf.get_filename() == "mujaz-tiny.pdf"
    assert pdf.get_content() == PDF.data
    assert not message.defects


def test_the_same_briefing_makes_the_same_bytes() -> None:
    """No random boundary or id; the Message-ID is the edition's and the recipient's."""
    options = MailOptions(sender="b@example.org")
    people = recipients_of(to=["a@x.org", "b@x.org"])

    first, again = (
        compose(tiny().to_dict(), people, options=options, pdf=PDF, clock=lambda: AT)
        for _ in range(2)
    )

    assert first == again
    assert len(first) == 2
    assert max(len(line) for line in first[0].split(b"\r\n")) <= 998
    later = replace(tiny(), edition=2)
    ids = {
        message_from_bytes(message)["Message-ID"]
        for briefing in (tiny(), later)
        for message in compose(
            briefing.to_dict(), people, options=options, pdf=None, clock=lambda: AT
        )
    }
    assert len(ids) == 4


def test_an_arabic_file_name_is_encoded_as_rfc_2231_says() -> None:
    """A name in Arabic survives; one that would climb out of a folder does not."""
    message = _one(tiny().to_dict(), attachment_name="موجز اليوم.pdf")
    named = next(message.iter_attachments())
    sly = next(_one(tiny().to_dict(), attachment_name="../../etc/موجز\u202efdp").iter_attachments())

    assert named.get_filename() == "موجز اليوم.pdf"
    # seen as typed: the Arabic from right to left, the ending by itself
    assert re.search(
        r'<span dir="rtl"[^>]*>موجز اليوم.<span dir="ltr">pdf<', _part(message, "html")
    )
    assert "filename*=utf-8''" in str(named.as_bytes()).lower().replace("filename*0*", "filename*")
    assert sly.get_filename() == "-..-etc-موجزfdp.pdf"


@pytest.mark.parametrize("make", [tiny, bare, lambda: crowd(5), lambda: crowd(60)])
def test_every_block_says_how_it_runs(make: Any) -> None:
    """Tables and inline styles only; direction and alignment on every block; nothing unclosed."""
    html = _part(_one(make().to_dict()), "html")
    seen = _Blocks()
    seen.feed(html)

    assert seen.faults == []
    assert seen.open == []
    assert not seen.tags & {"style", "link", "script", "img", "bdi", "object", "iframe"}
    assert len(html.encode()) < GMAIL_CLIPS_AT
    assert '<html dir="rtl" lang="ar">' in html


def test_a_reader_of_english_gets_english_around_the_same_quotes(tmp_path: Path) -> None:
    """A reader's language is that of the mail's own words; the quotes stay as they are."""
    readers = tmp_path / "readers.csv"
    readers.write_text("address,language\na@x.org,en\nb@x.org,\n", encoding="utf-8")

    english, arabic = _messages(_disputed(), people=recipients_of(file=readers))

    html, text = _part(english, "html"), _part(english, "plain")
    assert '<html dir="ltr" lang="en">' in html
    assert english["Content-Language"] == "en"
    assert re.search(
        r'<p dir="rtl" align="right" style="[^"]*text-align:right;[^"]*">فاض نهر', html
    )
    assert "فاض نهر السنديان فجر السبت 21/11/2026" in text
    assert "الخلاصة" not in text
    assert "الخلاصة" in _part(arabic, "plain")
    seen = _Blocks()
    seen.feed(html)
    assert seen.faults == []


def test_left_to_right_words_are_isolated() -> None:
    """Dates, numbers with signs and Latin names cannot turn an Arabic line around."""
    html = _part(_one(tiny().to_dict()), "html")

    assert '<span dir="ltr">21/11/2026</span>' in html
    assert '<span dir="ltr">80%</span>' in html


def test_disputes_are_there_when_there_are_any_and_gone_when_not() -> None:
    """Pairs judged to dispute are shown side by side; agreement is none of the section's."""
    heading = "ما اختلفوا فيه"
    with_them, without = _one(_disputed()), _one(tiny().to_dict())

    for kind in ("html", "plain"):
        assert heading in _part(with_them, kind)
        assert heading not in _part(without, kind)
    text = _part(with_them, "plain")
    section = text[text.index(heading) : text.index("خريطة التغطية")]
    assert "وغمر 80% من الحقول" in section
    assert "غمرت مياه نهر السنديان" in section
    assert "ولم يصب أحد بأذى" not in section


def test_links_lead_to_sources_and_nowhere_else() -> None:
    """A web address is a link, escaped; javascript: is not."""
    html = _part(_one(tiny().to_dict()), "html")
    links = re.findall(r'href="([^"]*)"', html)

    assert set(links) == {"https://nahr.example/2026/11/21?id=7&amp;x=&lt;y&gt;"}


def test_hostile_articles_are_read_not_obeyed() -> None:
    """Tags, template code and entities are shown as they stand; bidi controls are gone."""
    from .briefings import HOSTILE

    briefing = tiny()
    hostile = next(s for s in briefing.sentences if s.text == HOSTILE)
    claims = cast("Any", briefing.to_dict())
    claims["summary"] = [{"sentence": hostile.id, "theme": None, "score": 1.0}]
    claims["title"] = "عنوان\r\nBcc: all@example.org\u202e\x00 <script>"
    message = _one(claims)

    assert "bcc" not in {name.lower() for name in message.keys()}  # noqa: SIM118
    assert str(message["Subject"]) == "موجز مقارن: عنوان Bcc: all@example.org <script>"
    html = _part(message, "html")
    assert "<script" not in html
    assert "{{ 7 * 7 }}" in html
    for face in (html, _part(message, "plain")):
        assert not re.search("[\x00\u202a-\u202e\u2066-\u2069]", face)


def test_a_subject_of_ones_own_cannot_forge_headers() -> None:
    """--subject is one line, whatever was pasted into it."""
    message = _one(tiny().to_dict(), subject="خبر\r\nX-Evil: 1\u2028\u202eعاجل")

    assert str(message["Subject"]) == "خبر X-Evil: 1 عاجل"
    assert "X-Evil" not in message


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ({}, "/srv/reports/briefing.pdf"),
        (
            {"archive_url": "https://intra.example/مواجز/"},
            "https://intra.example/مواجز/briefing.pdf",
        ),
    ],
)
def test_a_pdf_too_large_is_left_out_and_pointed_to(settings: Any, place: str) -> None:
    """Above max_attachment_mb the mail says where the PDF is."""
    message = _one(tiny().to_dict(), max_attachment_mb=0.005, **settings)

    assert list(message.iter_attachments()) == []
    assert place in _part(message, "plain")
    assert place in _part(message, "html")


def test_without_a_pdf_the_mail_speaks_of_none() -> None:
    """A briefing made as JSON alone is mail, too."""
    message = _one(tiny().to_dict(), pdf=None)

    assert message.get_content_type() == "multipart/alternative"
    assert "pdf" not in _part(message, "plain")


def test_blind_copies_never_leak() -> None:
    """One message each: nobody sees anybody. One for all: To and Cc are seen, bcc is not."""
    people = recipients_of(to=["a@x.org", "b@x.org"], cc=["c@x.org"], bcc=["secret@x.org"])

    each = _messages(tiny().to_dict(), people=people, addressing="each")
    (one,) = _messages(tiny().to_dict(), people=people, addressing="all")

    assert [str(m["To"]) for m in each] == ["a@x.org", "b@x.org", "c@x.org", "secret@x.org"]
    assert all(m["Cc"] is None and m["Bcc"] is None for m in each)
    assert str(one["To"]) == "a@x.org, b@x.org"
    assert str(one["Cc"]) == "c@x.org"
    assert b"secret" not in one.as_bytes()
    (hidden,) = _messages(
        tiny().to_dict(), people=recipients_of(bcc=["p@x.org", "q@x.org"]), addressing="all"
    )
    assert "@" not in str(hidden["To"])


def test_names_are_shown_as_names() -> None:
    """A reader's name stands in the header, encoded, freed of what could forge it."""
    people = recipients_of(to=["هند <hind@x.org>", '"Smith, John" <john@x.org>'])

    first, second = _messages(tiny().to_dict(), people=people)

    assert first["To"].addresses[0].display_name == "هند"
    assert second["To"].addresses[0].display_name == "Smith, John"


def test_colours_of_outlets_are_those_of_the_report() -> None:
    """The mail repeats the report's colours, and this keeps them the same, in the same order."""
    mail = (templates_dir() / "email.html").read_text(encoding="utf-8")
    hues = re.findall(r'\("(#\w{6})", "#\w{6}"\)', mail)
    files = [templates_dir() / "style.css", *Path(render.__file__).parent.glob("*.py")]
    report = "".join(file.read_text(encoding="utf-8") for file in files)

    assert len(hues) == HUES == 8
    places = [report.find(hue) for hue in hues]
    assert -1 not in places
    assert places == sorted(places)


def test_every_language_has_every_word_of_the_mail() -> None:
    """No reader's mail breaks off for a string that one catalogue lacks."""
    words = [set(catalogue(language)["mail"]) for language in languages()]

    assert all(each == words[0] for each in words)


@pytest.mark.parametrize(
    "harm",
    [
        lambda claims: claims.pop("summary"),
        lambda claims: claims.update(summary=[{"sentence": "nowhere"}]),
        lambda claims: claims.update(articles=None),
        lambda claims: claims.update(coverage=[{}]),
    ],
)
def test_a_damaged_briefing_is_one_clear_error(harm: Any) -> None:
    """What is missing in the JSON is said; no half a mail is made."""
    claims = json.loads(json.dumps(tiny().to_dict()))
    harm(claims)

    with pytest.raises(SourceError, match="damaged"):
        _one(claims)


def test_plain_text_reads_well() -> None:
    """The approved text of a small briefing, to the letter."""
    golden = Path(__file__).parent / "golden" / "tiny.mail.txt"
    text = _part(_one(_disputed()), "plain").replace("\r\n", "\n")
    approved = golden.read_text(encoding="utf-8") if golden.exists() else ""
    if text != approved:
        golden.write_text(text, encoding="utf-8")

    assert approved == text, f"rewritten: read the difference in {golden}"
