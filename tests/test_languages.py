"""Arabic first, not Arabic alone: other languages are told, kept, quoted their own way."""

from pathlib import Path

import pytest

import reportgen
from reportgen.ingest import ingest

from .conftest import FLOOD, write_articles

ENGLISH = {
    "herald.txt": """Floods sweep through the city of Zahra and cut its roads

Violent floods swept through the city of Zahra at dawn on Tuesday and cut the roads leading to it.
The governor of the city said that three people died in the floods that struck the city.
The ministry of education closed all schools in the province until the end of the week.
Farmers said that the wheat harvest was badly damaged and that losses ran into millions.
""",
    "gazette.txt": """Zahra under water after a night of rain

Heavy rain flooded the city of Zahra on Tuesday morning and cut the main roads to the north.
Medics said that at least five people died in the floods across the city.
The education ministry suspended classes in all schools of the province until further notice.
Residents accused the city council of having neglected the drainage network for years.
""",
}
SAMPLES = {
    "ar": "وصل الوفد إلى المدينة أمس بعد رحلة طويلة شملت ثلاث عواصم في المنطقة",
    "fr": "Le gouvernement a annoncé mardi que les forces resteront dans la région jusqu'en mars",
    "es": "El gobierno anunció el martes que las fuerzas permanecerán en la región hasta marzo",
    "de": "Die Regierung kündigte am Dienstag an, dass die Truppen bis März in der Region bleiben",
    "fa": "دولت روز سه‌شنبه اعلام کرد که نیروهای نظامی تا ماه آینده در این منطقه خواهند ماند",
    "ur": "حکومت نے منگل کے روز اعلان کیا ہے کہ فوجی دستے اگلے مہینے تک اس علاقے میں رہیں گے",
    "tr": "Hükümet salı günü askeri birliklerin mart ayına kadar bölgede kalacağını açıkladı",
    "en": "The government said on Tuesday that its forces will stay in the region until March",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_language_is_told(tmp_path: Path, code: str) -> None:
    """Each language is marked with its own code."""
    (tmp_path / "a.txt").write_text(SAMPLES[code], encoding="utf-8")

    assert ingest([tmp_path])[0][0].language == code


def test_set_without_arabic(tmp_path: Path) -> None:
    """Two English articles make a briefing; its quotes run from left to right."""
    folder = write_articles(tmp_path / "in", ENGLISH)
    briefing = reportgen.build([folder])
    written = reportgen.publish(briefing, tmp_path / "out", formats=["html", "json"])
    page = written[0].read_text(encoding="utf-8")

    assert {a.language for a in briefing.articles} == {"en"}
    assert any(len(theme.outlets) == 2 for theme in briefing.themes)
    assert 'dir="ltr" lang="en"' in page
    assert reportgen.verify(written[1], [folder]) == ()


def test_english_meets_arabic(tmp_path: Path) -> None:
    """English and Arabic sentences on one thing share a theme."""
    folder = write_articles(tmp_path / "in", {**FLOOD, **ENGLISH})
    briefing = reportgen.build([folder])
    language = {a.outlet: a.language for a in briefing.articles}

    assert any({"ar", "en"} <= {language[o] for o in theme.outlets} for theme in briefing.themes)
