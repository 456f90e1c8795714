"""Pages as content systems of newsrooms lay them out, invented: what a reader must find in each."""

import json
from collections.abc import Callable
from dataclasses import dataclass

BRIDGE = (
    "أعلنت بلدية مدينة الميناء صباح الثلاثاء إغلاق الجسر القديم أمام حركة المرور بعد أن كشفت لجنة "
    "هندسية تصدعات خطيرة في دعاماته الثلاث.",
    "وقالت المهندسة هدى السالم، رئيسة اللجنة، إن عرض بعض الشقوق بلغ 4.5 سنتيمترات وإن «الانتظار "
    "لم يعد ممكنا. سلامة الناس أولا»، مشيرة إلى أن الفحص استغرق أسبوعين.",
    "ويربط الجسر الذي بني قبل سبعين عاما بين حي الصيادين ووسط المدينة، وتعبره نحو عشرين ألف سيارة "
    "كل يوم بحسب أرقام دائرة السير.",
    "واحتج أصحاب المتاجر القريبة على القرار المفاجئ، وقال أحدهم إن الزبائن «لن يقطعوا ستة كيلومترات "
    "للوصول إلى السوق»، مطالبا بتعويضات سريعة من الحكومة.",
    "في المقابل وعد رئيس البلدية بتسيير حافلات مجانية بين الضفتين ابتداء من الأربعاء، وبفتح معبر "
    "مؤقت للمشاة خلال عشرة أيام إذا سمحت الأحوال الجوية بذلك.",
    "وكانت صحيفة محلية نشرت في الربيع الماضي صورا لقطع إسمنتية سقطت في النهر، غير أن البلدية نفت "
    "يومها وجود أي خطر على العابرين ووصفت ما نشر بأنه مبالغ فيه.",
    "ومن المقرر أن تعلن وزارة الأشغال كلفة الترميم في مؤتمر صحفي غدا، وسط تقديرات غير رسمية تتحدث "
    "عن خمسة ملايين دينار على الأقل.",
)
HARVEST = (
    "تراجع إنتاج التمور في واحات الجنوب هذا الموسم بنسبة ثلاثين في المئة، وفق تقرير نشره اتحاد "
    "المزارعين أمس، وعزا ذلك إلى موجة حر لم تعرف المنطقة مثلها منذ عقدين.",
    "وأوضح التقرير أن ألفي هكتار من النخيل تضررت، وأن آبارا كثيرة جفت لأن منسوب المياه الجوفية "
    "انخفض أربعة أمتار في ثلاث سنوات.",
    "وقال المزارع سالم بن عمر لمراسلنا وهو يشير إلى صف من الأشجار الصفراء: «ورثت هذه النخلات عن "
    "جدي، ولم أرها عطشى هكذا من قبل».",
    "وترى الباحثة ليلى منصور من معهد المناخ أن الحل لا يكون بحفر آبار أعمق، بل بأنظمة ري حديثة "
    "توفر نصف الكمية المستعملة اليوم؟ هذا ما تجيب عنه تجربة بدأت في واحتين.",
    "وخصصت وزارة الفلاحة قروضا ميسرة لمن يركب هذه الأنظمة، لكن المزارعين يشكون من طول الإجراءات "
    "ومن شروط يصفونها بالتعجيزية على صغار الملاك.",
    "ويصدر البلد ثلثي محصوله إلى أوروبا، ويخشى المصدرون أن تضيع منهم أسواق كسبوها بعد سنوات من "
    "العمل إذا استمر نقص المعروض وارتفاع الأسعار في الموسم المقبل.",
)
TALKS = (
    "استأنف الوفدان مساء الأحد المحادثات التي ترعاها الأمم المتحدة في العاصمة السويسرية، بعد توقف "
    "دام ثلاثة أسابيع بسبب خلاف على جدول الأعمال.",
    "وأكد المبعوث الدولي في تصريح مقتضب أن الجانبين اتفقا على بحث ملف الأسرى أولا، ثم فتح المعابر، "
    "ثم وقف إطلاق النار في مرحلة ثالثة لم يحدد موعدها.",
    "ونقلت مصادر قريبة من الوفد الأول أن أجواء الجلسة الافتتاحية كانت «جدية وهادئة»، بينما تحدث "
    "عضو في الوفد الآخر عن «هوة واسعة لا تردم في يوم واحد».",
    "وتظاهر عشرات من أهالي المفقودين أمام مقر الاجتماع رافعين صور أبنائهم، والتقاهم أحد مساعدي "
    "المبعوث ووعدهم بنقل مطالبهم إلى طاولة التفاوض.",
    "ويقول محللون إن الضغوط الإقليمية هي التي أعادت الطرفين إلى الطاولة، وإن التقدم في ملف واحد "
    "قد يفتح الباب أمام غيره، أو يغلقه إذا فشل.",
    "وتنتهي الجولة الحالية يوم الجمعة، على أن يقدم المبعوث تقريرا إلى مجلس الأمن في نهاية الشهر "
    "يتضمن توصياته بشأن المرحلة المقبلة.",
)
COMMENTS = (
    ("أبو محمد", "كلام سليم وأتمنى أن يسمع المسؤولون هذه المرة قبل فوات الأوان والله المستعان"),
    ("زائر", "مللنا من الوعود، كل سنة نسمع نفس الحكاية ولا شيء يتغير على الأرض يا جماعة"),
    ("سلوى", "شكرا على التقرير الممتاز، ننتظر المزيد من هذه التغطيات المحلية المفيدة لنا جميعا"),
)
TEASERS = (
    "وزير المالية يكشف تفاصيل الموازنة الجديدة أمام البرلمان",
    "الفريق الوطني يتأهل إلى النهائي بعد ركلات الترجيح",
    "عشر نصائح للنوم المريح في ليالي الصيف الحارة",
    "افتتاح معرض الكتاب بمشاركة ثلاثمئة دار نشر",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page and what it holds."""

    name: str
    html: str
    gold: tuple[str, ...]
    title: str
    date: str
    outlet: str | None
    author: str | None = None


def _paragraphs(texts: tuple[str, ...], tag: str = "p", mark: str = "") -> str:
    return "\n".join(f"<{tag}{mark}>{text}</{tag}>" for text in texts)


def _list(items: tuple[str, ...]) -> str:
    return (
        "<ul>"
        + "".join(f'<li><a href="/n/{n}">{i}</a></li>' for n, i in enumerate(items))
        + "</ul>"
    )


def _head(title: str, extra: str = "") -> str:
    return (
        '<!DOCTYPE html>\n<html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        f"<title>{title}</title>{extra}<style>body{{direction:rtl}}</style></head>"
    )


_MENU = (
    '<div class="topbar"><ul class="menu"><li><a href="/">الرئيسية</a></li><li><a href="/p">سياسة'
    '</a></li><li><a href="/e">اقتصاد</a></li><li><a href="/s">رياضة</a></li></ul></div>'
)
_FOOTER = (
    '<footer><div>جميع الحقوق محفوظة © 2026</div><ul><li><a href="/about">من نحن</a></li>'
    '<li><a href="/ads">أعلن معنا</a></li></ul></footer></body></html>'
)
_SHARE = (
    '<div class="share-buttons"><span>شارك</span><a href="#">فيسبوك</a><a href="#">تويتر</a>'
    '<a href="#">واتساب</a></div>'
)


def wordpress() -> Page:
    """Make a blog theme: OpenGraph, share bar, related posts, author box, comments."""
    title = "إغلاق الجسر القديم بعد كشف تصدعات خطيرة"
    comments = "".join(
        f'<li class="comment"><div class="comment-author">{who}</div><p>{what}</p></li>'
        for who, what in COMMENTS
    )
    head = (
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="مرآة '
        'الميناء"><meta property="article:published_time" content="2026-03-10T07:15:00+00:00">'
        '<meta name="author" content="كريم نصار">'
    )
    html = (
        f"{_head(title + ' - مرآة الميناء', head)}<body class='single'>{_MENU}<article id='post-9'>"
        f"<header class='entry-header'><h1 class='entry-title'>{title}</h1><div class='entry-meta'>"
        f"<a href='/author/k'>كريم نصار</a> <time datetime='2026-03-10'>10 مارس 2026</time></div>"
        f"</header><div class='entry-content'><figure><img src='a.jpg'><figcaption>الجسر القديم كما "
        f"بدا صباح اليوم (أرشيف)</figcaption></figure>{_paragraphs(BRIDGE)}</div>"
        f"{_SHARE}<div class='related-posts'><h3>مقالات ذات صلة</h3>{_list(TEASERS)}</div></article>"
        f"<div id='comments'><h2>3 تعليقات</h2><ol class='comment-list'>{comments}</ol>"
        f"<form>اترك تعليقا <textarea></textarea></form></div>{_FOOTER}"
    )
    return Page(
        name="wordpress",
        html=html,
        gold=BRIDGE,
        title=title,
        date="2026-03-10",
        outlet="مرآة الميناء",
        author="كريم نصار",
    )


def drupal() -> Page:
    """Make a field a div; the date stands only in the text, in Levantine and Arabic-Indic digits."""
    title = "موجة الحر تفقد واحات الجنوب ثلث تمورها"
    html = (
        f"{_head(title + ' | جريدة الواحة')}<body class='page-node'>{_MENU}<div class='breadcrumb'>"
        f"<a href='/'>الرئيسية</a> » <a href='/e'>اقتصاد</a></div><div class='node node-article'>"
        f"<h1 id='page-title'>{title}</h1><div class='field-name-post-date'>الأربعاء ٩ أيلول ٢٠٢٦"
        f"</div><div class='field field-name-body'><div class='field-item even'>"
        f"{_paragraphs(HARVEST)}</div></div><div class='field-tags'><a href='/t/1'>تمور</a> "
        f"<a href='/t/2'>مناخ</a></div></div><div class='region-sidebar'><h2>الأكثر قراءة</h2>"
        f"{_list(TEASERS)}</div>{_FOOTER}"
    )
    return Page(name="drupal", html=html, gold=HARVEST, title=title, date="2026-09-09", outlet=None)


def json_ld() -> Page:
    """Make a large site: a graph of JSON-LD, many wrappers, a teaser box inside the story."""
    title = "استئناف المحادثات بعد توقف ثلاثة أسابيع"
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "صدى العرب"},
            {
                "@type": ["NewsArticle"],
                "headline": title,
                "datePublished": "2026-05-18T20:00:00Z",
                "dateModified": "2026-05-20T20:00:00Z",
                "author": {"@type": "Person", "name": "نادين حداد"},
                "publisher": {"@type": "Organization", "name": "صدى العرب"},
            },
        ],
    }
    box = f"<div class='read-also'><strong>اقرأ أيضا</strong><a href='/n/1'>{TEASERS[0]}</a></div>"
    head = f"<script type='application/ld+json'>{json.dumps(graph, ensure_ascii=False)}</script>"
    html = (
        f"{_head(title, head)}<body><div id='app'><div class='wrap'><div class='col'>{_MENU}"
        f"<main><div class='story'><h1>{title}</h1><div class='by'>نادين حداد</div><div class='text'>"
        f"{_paragraphs(TALKS[:3])}{box}{_paragraphs(TALKS[3:])}</div></div></main></div></div></div>"
        f"<aside>{_list(TEASERS)}</aside>{_FOOTER}"
    )
    return Page(
        name="json_ld",
        html=html,
        gold=TALKS,
        title=title,
        date="2026-05-18",
        outlet="صدى العرب",
        author="نادين حداد",
    )


def table_layout() -> Page:
    """Make an old site of nested tables, right to left, text parted by line breaks."""
    title = "البلدية تغلق جسر الميناء حتى إشعار آخر"
    text = "<br><br>".join(BRIDGE)
    html = (
        f"{_head(title)}<body><table width='980' dir='rtl'><tr><td colspan='3'>"
        f"<a href='/'>الرئيسية</a> | <a href='/p'>محليات</a> | <a href='/c'>اتصل بنا</a></td></tr>"
        f"<tr><td width='160' valign='top'><table><tr><td><b>عناوين أخرى</b></td></tr>"
        + "".join(f"<tr><td><a href='{n}.html'>{t}</a></td></tr>" for n, t in enumerate(TEASERS))
        + f"</table></td><td valign='top'><h1><font size='5'>{title}</font></h1>"
        f"<div><font size='2'>الثلاثاء 10/3/2026</font></div><div align='right' class='newstext'>"
        f"{text}</div></td></tr></table>{_FOOTER}"
    )
    return Page(
        name="table_layout", html=html, gold=BRIDGE, title=title, date="2026-03-10", outlet=None
    )


def data_table() -> Page:
    """Make a story with a right-to-left table of figures in its midst, which belongs to it."""
    title = "أرقام موسم التمور في جدول"
    rows = (("الواحة", "الإنتاج بالأطنان"), ("واحة نفزة", "1200"), ("واحة الرمال", "870"))
    table = (
        "<table dir='rtl'>"
        + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows)
        + "</table>"
    )
    head = (
        "<meta property='og:site_name' content='الفلاح اليوم'><meta name='date' "
        f"content='2026-09-08'><meta property='og:title' content='{title}'>"
    )
    html = (
        f"{_head(title, head)}<body>{_MENU}<article><h1>{title}</h1>{_paragraphs(HARVEST[:3])}"
        f"{table}{_paragraphs(HARVEST[3:])}</article>{_FOOTER}"
    )
    cells = tuple(cell for row in rows for cell in row)
    return Page(
        name="data_table",
        html=html,
        gold=(*HARVEST[:3], *cells, *HARVEST[3:]),
        title=title,
        date="2026-09-08",
        outlet="الفلاح اليوم",
    )


def gallery() -> Page:
    """Make a gallery above the story: captions and credits are none of it."""
    title = "بالصور: تصدعات الجسر القديم كما رصدتها اللجنة"
    slides = "".join(
        f"<figure class='slide'><img src='{n}.jpg' alt=''><figcaption>صورة {n} من 4: منظر للدعامة "
        f"رقم {n} من جهة النهر - تصوير سامر خوري</figcaption></figure>"
        for n in range(1, 5)
    )
    head = "<meta property='article:published_time' content='2026-03-11T09:00:00+02:00'>"
    html = (
        f"{_head(title + ' :: وكالة المرفأ', head)}<body>{_MENU}<main><h1>{title}</h1>"
        f"<div class='gallery'>{slides}</div><div class='article-body'>{_paragraphs(BRIDGE)}</div>"
        f"{_SHARE}</main>{_FOOTER}"
    )
    return Page(
        name="gallery",
        html=html,
        gold=BRIDGE,
        title=title,
        date="2026-03-11",
        outlet=None,
    )


def microdata() -> Page:
    """Lay out microdata, a lead in a heading, subheadings, a pull quote; Maghrebi month name."""
    title = "خلاف الأسابيع الثلاثة ينتهي وطاولة جنيف تجتمع من جديد"
    html = (
        f"{_head(title + ' - هسبريس الجديدة')}<body>{_MENU}<div itemscope "
        f"itemtype='http://schema.org/NewsArticle'><h1 itemprop='headline'>{title}</h1>"
        f"<span class='date'>الإثنين 18 ماي 2026 - 20:00</span><div itemprop='articleBody'>"
        f"<p><strong>{TALKS[0]}</strong></p>{_paragraphs(TALKS[1:3])}<h2>أهالي المفقودين</h2>"
        f"{_paragraphs(TALKS[3:])}</div></div><div class='tags'>الوسوم: <a href='/t'>جنيف</a></div>"
        f"{_FOOTER}"
    )
    return Page(
        name="microdata",
        html=html,
        gold=(*TALKS[:3], "أهالي المفقودين", *TALKS[3:]),
        title=title,
        date="2026-05-18",
        outlet=None,
    )


def live_comments() -> Page:
    """Put more words in the comments than in the story."""
    title = "مزارعو الجنوب: لم نر نخلنا عطشان هكذا"
    comments = "".join(
        f"<div class='comment-body'><b>{who}</b><p>{what}. {what}. {what}.</p></div>"
        for who, what in COMMENTS * 5
    )
    head = (
        "<meta property='og:site_name' content='الجنوبية'><meta name='pubdate' content='20260908'>"
    )
    html = (
        f"{_head(title, head)}<body>{_MENU}<div class='post'><h1>{title}</h1>"
        f"<div class='post-body'>{_paragraphs(HARVEST)}</div></div><section class='comments' "
        f"id='comments'><h3>التعليقات (15)</h3>{comments}</section>{_FOOTER}"
    )
    return Page(
        name="live_comments",
        html=html,
        gold=HARVEST,
        title=title,
        date="2026-09-08",
        outlet="الجنوبية",
    )


def amp() -> Page:
    """Make an accelerated page: its own elements, a newsletter box, a follow line at the end."""
    title = "جولة جديدة تبحث الأسرى أولا"
    head = (
        "<script async src='https://cdn.ampproject.org/v0.js'></script><meta property='og:url' "
        "content='https://sada.example/2026/05/18/talks'><script type='application/ld+json'>"
        '{"@type":"NewsArticle","headline":"' + title + '","datePublished":"2026-05-18",'
        '"publisher":{"@type":"Organization","name":"صدى العرب"}}</script>'
    )
    html = (
        f"{_head(title, head)}<body><header>{_MENU}</header><article><h1>{title}</h1><amp-img "
        f"src='a.jpg' width='1' height='1'></amp-img>{_paragraphs(TALKS)}"
        f"<p>تابعنا على فيسبوك وتويتر</p><p>اشترك في نشرتنا البريدية</p></article>{_FOOTER}"
    )
    return Page(
        name="amp", html=html, gold=TALKS, title=title, date="2026-05-18", outlet="صدى العرب"
    )


def opinion() -> Page:
    """Make a column: byline over it, teasers and a note on opinions under it, Hijri dates."""
    title = "جسر قديم وأسئلة جديدة"
    html = (
        f"{_head(title + ' | رأي')}<body>{_MENU}<div class='content'><h1>{title}</h1>"
        f"<p class='writer'>بقلم: فؤاد الشامي</p><p class='date'>الثلاثاء 21 رمضان 1447 هـ الموافق "
        f"10 مارس 2026 م</p>{_paragraphs(BRIDGE)}<p>* كاتب وصحفي</p><p>الآراء الواردة في المقال لا "
        f"تعبر بالضرورة عن رأي الصحيفة، ويتحمل صاحبها مسؤوليتها</p><p>اقرأ أيضا</p>"
        f"<p><a href='/1'>{TEASERS[2]}</a></p><p><a href='/2'>{TEASERS[3]}</a></p></div>{_FOOTER}"
    )
    return Page(
        name="opinion",
        html=html,
        gold=BRIDGE,
        title=title,
        date="2026-03-10",
        outlet=None,
        author="فؤاد الشامي",
    )


def divs_only() -> Page:
    """Use no paragraphs at all: a div a paragraph, classes that say nothing."""
    title = "الاتحاد: ألفا هكتار من النخيل في خطر"
    html = (
        f"{_head(title)}<body><div class='x1'>{_MENU}</div><div class='x2'><div class='x3'><h1>"
        f"{title}</h1></div><div class='x4'>نشر في 8 سبتمبر/أيلول 2026</div><div class='x5'>"
        f"{_paragraphs(HARVEST, 'div', ' class=x6')}</div></div><div class='x7'>{_list(TEASERS)}"
        f"</div>{_FOOTER}"
    )
    return Page(
        name="divs_only", html=html, gold=HARVEST, title=title, date="2026-09-08", outlet=None
    )


def script_drawn() -> Page:
    """Make a page drawn by a script: the text stands in JSON-LD alone."""
    title = "المبعوث الدولي: اتفقنا على ملف الأسرى"
    item = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": "2026-05-18T21:00:00+02:00",
        "articleBody": "\n".join(TALKS),
        "publisher": {"name": "الشرق الجديد"},
    }
    head = f"<script type='application/ld+json'>{json.dumps(item, ensure_ascii=False)}</script>"
    html = (
        f"{_head(title, head)}<body><div id='root'></div><noscript>يرجى تفعيل جافاسكربت لعرض "
        f"الصفحة</noscript><script>window.__DATA__={{}}</script></body></html>"
    )
    return Page(
        name="script_drawn",
        html=html,
        gold=TALKS,
        title=title,
        date="2026-05-18",
        outlet="الشرق الجديد",
    )


FORMS: tuple[Callable[[], Page], ...] = (
    *(wordpress, drupal, json_ld, table_layout, data_table, gallery),
    *(microdata, live_comments, amp, opinion, divs_only, script_drawn),
)
