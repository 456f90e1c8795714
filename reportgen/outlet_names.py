"""Names of newspapers, channels, sites and agencies: by how they sign, and by their address.

Only well-known ones whose name is their own; a name that is an ordinary word as well is found
only where it stands alone.
"""

import re

from reportgen import arabic

# name → hosts (without www.) and other spellings
_OUTLETS: dict[str, tuple[str, ...]] = {
    "الجزيرة نت": ("aljazeera.net", "الجزيرة", "قناة الجزيرة"),
    "العربية": ("alarabiya.net", "العربية نت", "قناة العربية"),
    "سكاي نيوز عربية": ("skynewsarabia.com",),
    "بي بي سي عربي": ("bbc.com/arabic", "bbc.co.uk/arabic", "بي بي سي", "bbc عربي"),
    "سي إن إن بالعربية": ("arabic.cnn.com", "cnn بالعربية", "cnnarabic"),
    "فرانس 24": ("france24.com",),
    "دويتشه فيله": ("dw.com", "dw عربية"),
    "روسيا اليوم": ("arabic.rt.com", "rt arabic", "rt"),
    "سبوتنيك": ("arabic.sputniknews.com", "sputnikarabic.ae"),
    "الحرة": ("alhurra.com",),
    "الشرق الأوسط": ("aawsat.com", "صحيفة الشرق الأوسط"),
    "الحياة": ("alhayat.com", "صحيفة الحياة"),
    "القدس العربي": ("alquds.co.uk",),
    "العربي الجديد": ("alaraby.co.uk",),
    "العرب": ("alarab.co.uk", "صحيفة العرب"),
    "رأي اليوم": ("raialyoum.com",),
    "إيلاف": ("elaph.com",),
    "الخليج": ("alkhaleej.ae", "صحيفة الخليج"),
    "الخليج أونلاين": ("alkhaleejonline.net",),
    "الاتحاد": ("alittihad.ae", "صحيفة الاتحاد"),
    "البيان": ("albayan.ae", "صحيفة البيان"),
    "الإمارات اليوم": ("emaratalyoum.com",),
    "الرياض": ("alriyadh.com", "صحيفة الرياض"),
    "الجزيرة السعودية": ("al-jazirah.com",),
    "عكاظ": ("okaz.com.sa",),
    "الوطن السعودية": ("alwatan.com.sa",),
    "اليوم السعودية": ("alyaum.com",),
    "المدينة": ("al-madina.com", "صحيفة المدينة"),
    "سبق": ("sabq.org",),
    "الشروق المصرية": ("shorouknews.com",),
    "الأهرام": ("ahram.org.eg", "gate.ahram.org.eg", "بوابة الأهرام"),
    "المصري اليوم": ("almasryalyoum.com",),
    "اليوم السابع": ("youm7.com",),
    "الوفد": ("alwafd.news", "صحيفة الوفد"),
    "مدى مصر": ("madamasr.com",),
    "الراي الكويتية": ("alraimedia.com",),
    "القبس": ("alqabas.com",),
    "الأنباء الكويتية": ("alanba.com.kw",),
    "الوسط البحرينية": ("alwasatnews.com",),
    "الراية": ("raya.com", "صحيفة الراية"),
    "الوطن القطرية": ("al-watan.com",),
    "النهار": ("annahar.com", "صحيفة النهار"),
    "الأخبار اللبنانية": ("al-akhbar.com",),
    "السفير": ("assafir.com", "صحيفة السفير"),
    "المدن": ("almodon.com",),
    "LBCI": ("lbcgroup.tv",),
    "المنار": ("almanar.com.lb", "قناة المنار"),
    "الميادين": ("almayadeen.net", "قناة الميادين"),
    "الدستور الأردنية": ("addustour.com",),
    "الغد": ("alghad.com", "صحيفة الغد"),
    "عمون": ("ammonnews.net",),
    "السومرية": ("alsumaria.tv", "السومرية نيوز"),
    "الزمان": ("azzaman.com", "صحيفة الزمان"),
    "عنب بلدي": ("enabbaladi.net",),
    "زمان الوصل": ("zamanalwsl.net",),
    "نور سورية": ("syrianoor.net", "نور سوريا"),
    "الشروق": ("echoroukonline.com", "الشروق أون لاين"),
    "الخبر": ("elkhabar.com", "صحيفة الخبر"),
    "النهار الجزائرية": ("ennaharonline.com",),
    "هسبريس": ("hespress.com",),
    "اليوم 24": ("alyaoum24.com",),
    "الصباح": ("assabah.ma", "assabah.com.tn"),
    "بوابة الوسط": ("alwasat.ly",),
    "سودان تريبيون": ("sudantribune.net",),
    "المصدر أونلاين": ("almasdaronline.com",),
    "نون بوست": ("noonpost.com",),
    "عربي21": ("arabi21.com",),
    "عربي بوست": ("arabicpost.net",),
    "هافينغتون بوست عربي": ("huffpostarabi.com", "هافينجتون بوست", "هافينغتون بوست"),
    "إندبندنت عربية": ("independentarabia.com",),
    "رويترز": ("ara.reuters.com", "reuters.com", "reuters", "وكالة رويترز"),
    "أ ف ب": ("afp.com", "وكالة فرانس برس", "فرانس برس", "afp"),
    "د ب أ": ("dpa-international.com", "وكالة الأنباء الألمانية", "dpa"),
    "أسوشيتد برس": ("apnews.com", "أسوشييتد برس"),
    "واس": ("spa.gov.sa", "وكالة الأنباء السعودية"),
    "الأناضول": ("aa.com.tr", "وكالة الأناضول", "وكالة أنباء الأناضول"),
    "وام": ("wam.ae", "وكالة أنباء الإمارات"),
    "قنا": ("qna.org.qa", "وكالة الأنباء القطرية"),
    "كونا": ("kuna.net.kw", "وكالة الأنباء الكويتية"),
    "بترا": ("petra.gov.jo", "وكالة الأنباء الأردنية"),
    "سانا": ("sana.sy", "وكالة الأنباء السورية"),
    "وفا": ("wafa.ps",),
    "شينخوا": ("arabic.news.cn", "وكالة أنباء شينخوا"),
}
# how reports name the agency they come from, folded
_AGENCIES: dict[str, tuple[str, ...]] = {
    "رويترز": ("رويترز", "رويتر", "reuters"),
    "أ ف ب": ("ا ف ب", "اف ب", "ا.ف.ب", "ا ف ب", "فرانس برس", "afp"),
    "د ب أ": ("د ب ا", "د.ب.ا", "الالمانيه", "dpa"),
    "أسوشيتد برس": ("ا ب", "اسوشيتد برس", "اسوشييتد برس", "ap"),
    "واس": ("واس",),
    "الأناضول": ("الاناضول", "anadolu", "aa"),
    "وام": ("وام",),
    "قنا": ("قنا",),
    "كونا": ("كونا", "kuna"),
    "بترا": ("بترا",),
    "سانا": ("سانا",),
    "وفا": ("وفا",),
    "أ ش أ": ("ا ش ا", "ا.ش.ا"),
    "بنا": ("بنا",),
    "شينخوا": ("شينخوا", "xinhua"),
    "سبوتنيك": ("سبوتنيك",),
}
_AGENCY_OF = {spelling: name for name, all_ in _AGENCIES.items() for spelling in all_}
_SPELLINGS = "|".join(sorted(map(re.escape, _AGENCY_OF), key=len, reverse=True))
# «(رويترز)» anywhere near an end; «لندن - رويترز -», «واس:» before the first words; «… واس» at the
# end of a dateline; a line of its own
_IN_BRACKETS = re.compile(rf"[(\[]\s*(?:وكاله\s+)?(?P<name>{_SPELLINGS})\s*[)\]]")
_AS_DATELINE = re.compile(
    rf"(?:\A|\n|[-–—،,/:]\s*|\A[^\n]{{0,30}}?\s)(?P<name>{_SPELLINGS})\s*(?:[-–—:.،]|\n|\Z)"
)
_ENDS_DATELINE = re.compile(rf"\A[^\n]{{0,90}}\s(?P<name>{_SPELLINGS})\s*\n")
_AS_SIGNATURE = re.compile(rf"(?:\n|[./:»]\s*)(?:وكاله\s+)?(?P<name>{_SPELLINGS})[\s.)]*\Z")
_BY_NAME = {
    arabic.fold(spelling): name
    for name, others in _OUTLETS.items()
    for spelling in (name, *others)
    if "." not in spelling
}
_BY_HOST = {host: name for name, others in _OUTLETS.items() for host in others if "." in host}
# words and marks beside a name in a line that says nothing else
_AROUND = re.compile(
    r"\A(?:المصدر|مصدر|المصادر|نقلا عن|عن|جميع الحقوق محفوظه|حقوق النشر محفوظه|الحقوق محفوظه"
    r"|copyright|ل|لدي|صحيفه|جريده|موقع|قناه|وكاله|شبكه|©|\(c\)|[:\-–|/*().\s\d])+"
    r"|[\d\s©().:\-–|/*]+\Z"
)


def outlet_named(folded_line: str) -> str | None:
    """Return the outlet that a folded line names, when it names nothing else."""
    line = folded_line.strip(" .:-–|/*()")
    if line in _BY_NAME:
        return _BY_NAME[line]
    return _BY_NAME.get(_AROUND.sub("", line).strip())


def outlet_at(host: str, path: str = "") -> str | None:
    """Return the outlet whose pages lie at `host`, when it is a well-known one."""
    parts = host.lower().removeprefix("www.").split(".")
    section = path.strip("/").partition("/")[0].lower()
    for start in range(max(len(parts) - 1, 1)):
        name = ".".join(parts[start:])
        if found := _BY_HOST.get(f"{name}/{section}") or _BY_HOST.get(name):
            return found
    return None


def agency_credited(head: str, tail: str) -> str | None:
    """Return the news agency that the first or last words of an article give as its source."""
    first, last = (
        "\n".join(arabic.fold(line) for line in part.splitlines()) for part in (head, tail)
    )
    found = (
        _IN_BRACKETS.search(first)
        or _AS_DATELINE.search(first)
        or _ENDS_DATELINE.search(first)
        or _IN_BRACKETS.search(last)
        or _AS_SIGNATURE.search(last)
    )
    return _AGENCY_OF[found["name"]] if found else None
