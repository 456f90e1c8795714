"""What every test may use: the samples, their briefing, and articles invented on the spot."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import reportgen
from reportgen.model import Briefing

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"

# Two outlets on one flood: three themes shared, one told by the first alone.
FLOOD = {
    "anba.txt": """فيضانات تجتاح مدينة الزهراء وتقطع الطرق

اجتاحت فيضانات عنيفة مدينة الزهراء فجر الثلاثاء وقطعت الطرق المؤدية إليها.
وقال محافظ المدينة إن ثلاثة أشخاص لقوا حتفهم في الفيضانات التي ضربت المدينة.
وأعلنت وزارة التربية إغلاق جميع المدارس في المحافظة حتى نهاية الأسبوع.
وتوقعت هيئة الأرصاد الجوية استمرار هطول الأمطار الغزيرة يومين آخرين.
وقال مزارعون إن محاصيل القمح تضررت بشدة وإن الخسائر تقدر بالملايين.
وأكد المزارعون أن محاصيل القمح التي تضررت هي مصدر رزقهم الوحيد في القرى.
""",
    "sada.txt": """غرق أحياء في الزهراء بعد أمطار غزيرة

ضربت فيضانات عنيفة مدينة الزهراء صباح الثلاثاء بعد أمطار غزيرة وقطعت الطرق.
وذكر مسعفون أن خمسة أشخاص على الأقل لقوا حتفهم في الفيضانات بالمدينة.
وقررت وزارة التربية تعليق الدراسة في جميع المدارس بالمحافظة حتى إشعار آخر.
وحذرت هيئة الأرصاد الجوية من استمرار الأمطار الغزيرة خلال اليومين المقبلين.
واتهم سكان بلدية المدينة بإهمال صيانة شبكة تصريف المياه منذ سنوات.
""",
}


@pytest.fixture(scope="session")
def samples() -> Briefing:
    """Return the briefing of the five sample articles."""
    return reportgen.build([SEEDS])


@pytest.fixture
def flood(tmp_path: Path) -> Path:
    """Return a folder with two short articles on one invented flood."""
    return write_articles(tmp_path / "flood", FLOOD)


@pytest.fixture
def seeds_copy(tmp_path: Path) -> Path:
    """Return a copy of the samples that a test may damage."""
    return Path(shutil.copytree(SEEDS, tmp_path / "seeds"))


def write_articles(folder: Path, texts: dict[str, str]) -> Path:
    """Write `texts` (name → content) as files and return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def change_letter() -> Callable[[Path, int], None]:
    """Return a function that changes the letter at an offset of a file's text."""

    def change(path: Path, at: int) -> None:
        text = path.read_text(encoding="utf-8")
        other = "ز" if text[at] != "ز" else "ر"
        path.write_text(text[:at] + other + text[at + 1 :], encoding="utf-8")

    return change
