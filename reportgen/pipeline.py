"""The program, from top to bottom.

`build` is the line ingest → clean → segment → embed → cluster → continuity → summarize → contrast,
each value made from those above it; it reads the sources and writes nothing but caches.  `publish`
is the half with side effects.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from reportgen import progress as progress_
from reportgen._version import __version__
from reportgen.clean import clean
from reportgen.cluster import cluster, threads
from reportgen.config import Options, load_options
from reportgen.continuity import continuity, placed, vanished
from reportgen.contrast import contrast
from reportgen.copies import copies
from reportgen.embed import embed
from reportgen.errors import ConfigError, OutputError, SourceError
from reportgen.geometry import centred, centred_alike, centroid
from reportgen.ingest import ingest
from reportgen.judge import inspect_judge, judge
from reportgen.model import Article, Briefing, Method, Omission, Sentence, Theme, Vectors
from reportgen.nearness import Nearness
from reportgen.progress import Progress
from reportgen.render import render
from reportgen.segment import segment
from reportgen.store import write_all
from reportgen.summarize import summarize

FORMATS = ("pdf", "html", "json")
# the stages as a listener hears of them, in order; the last is `publish`
STAGES = ("ingest", "clean", "segment", "embed", "cluster", "summarize", "contrast", "render")


def build(
    paths: Iterable[str | Path],
    options: Options | None = None,
    *,
    previous: Briefing | None = None,
    progress: Progress = progress_.silent,
) -> Briefing:
    """Make a briefing of the articles in `paths`: files, folders, web addresses, ``"-"`` for stdin.

    The order of `paths` and of the files in them changes nothing.  One bad file is an `Omission`
    of the briefing.

    After a `previous` edition this is the next one: themes and outlets keep their names and
    places, and `since` says what is new.  Of the same articles and settings there is no next one:
    what comes back is `previous`, with the title and the date asked for.

    Raises:
        SourceError: a path is missing, or fewer than two articles are left.
        ConfigError: sources.toml or a setting is wrong.
        ModelError: the embedding model cannot be had.
    """
    options = options or load_options()

    given, unread = ingest([*paths], options=options.ingest)
    _tell(progress, "ingest", len(given), "articles")

    articles, furniture = clean(given, options=options.clean)
    _check_enough(articles, (*unread, *furniture), allow_single=options.briefing.allow_single)
    _tell(progress, "clean", len(furniture), "pieces of furniture left out")

    method = _method(embed((), options=options.embed), options)
    if previous and _is_of(previous, articles, method):
        return _standing(previous, (*unread, *furniture), options)

    sentences = segment(articles)
    _tell(progress, "segment", len(sentences), "sentences")

    raw = embed(sentences, options=options.embed, progress=progress, with_clauses=True)
    vectors = centred(raw)
    _tell(progress, "embed", len(sentences), "sentences")

    outlet_of = {article.id: article.outlet for article in articles}
    groups = copies(articles, options=options.copies)
    text_of = {article: group.articles[0] for group in groups for article in group.articles}
    nearness = Nearness(sentences, vectors, outlet_of)
    themes = cluster(
        sentences,
        vectors,
        outlet_of=outlet_of,
        text_of=text_of,
        nearness=nearness,
        options=options.cluster,
    )
    _tell(progress, "cluster", len(themes), "themes")
    # what these sentences are named by, whatever an earlier edition called them
    names = {theme.sentences: theme.label for theme in themes}

    if previous:
        lost = vanished(previous, articles, sentences)
        lost_vectors = centred_alike(raw, embed(lost, options=options.embed))
        themes = continuity(
            articles,
            sentences,
            vectors,
            themes,
            previous=previous,
            lost=(lost, lost_vectors),
        )

    woven = threads(
        sentences,
        vectors,
        themes,
        outlet_of=outlet_of,
        text_of=text_of,
        options=options.cluster,
    )

    themes, summary = summarize(articles, sentences, vectors, themes, options=options.summarize)
    _tell(progress, "summarize", len(summary), "sentences in the summary")

    contrasts = contrast(
        articles,
        sentences,
        vectors,
        themes,
        copies=groups,
        nearness=nearness,
        names=names,
        judge=partial(judge, options=options.judge) if options.judge.is_on else None,
        options=options.contrast,
    )
    _tell(progress, "contrast", len(contrasts.coverage), "cells")

    made = Briefing(
        id=_briefing_id(articles, method),
        title=options.briefing.title or _central_title(articles, sentences, vectors, themes),
        edition=previous.edition + 1 if previous else 1,
        generated_at=options.briefing.date,
        articles=tuple(replace(a, kind=contrasts.kinds.get(a.id)) for a in articles),
        sentences=sentences,
        summary=summary,
        themes=themes,
        coverage=contrasts.coverage,
        relations=contrasts.relations,
        denials=contrasts.denials,
        framing=contrasts.framing,
        voices=contrasts.voices,
        timeline=contrasts.timeline,
        events=contrasts.events,
        opinions=contrasts.opinions,
        vocabulary=contrasts.vocabulary,
        threads=woven,
        omissions=(*unread, *furniture),
        method=method,
        copies=groups,
    )
    return placed(made, previous)


def _is_of(briefing: Briefing, articles: Sequence[Article], method: Method) -> bool:
    """Say whether the briefing is of these articles, by this version with these settings."""
    read = tuple(replace(article, kind=None) for article in briefing.articles)
    return briefing.id == _briefing_id(articles, method) and read == articles


def _standing(previous: Briefing, omissions: tuple[Omission, ...], options: Options) -> Briefing:
    """Return the edition that still stands; only what was asked for or left out may be another."""
    return replace(
        previous,
        omissions=omissions,
        title=options.briefing.title or previous.title,
        generated_at=options.briefing.date or previous.generated_at,
    )


def publish(
    briefing: Briefing,
    folder: str | Path,
    *,
    formats: Collection[str] = FORMATS,
    name: str = "briefing",
    options: Options | None = None,
    progress: Progress = progress_.silent,
) -> tuple[Path, ...]:
    """Write the briefing into `folder` as ``<name>.pdf``, ``.html`` and ``.json``.

    Either every file is replaced or, on a full disk or a signal, the old ones stay whole.

    Raises:
        RenderError: the report cannot be laid out.
        OutputError: the folder cannot be written.
    """
    _check_formats(formats)
    if name in {"", ".", ".."} or Path(name).name != name:
        raise ConfigError(f"{name!r} is not a file name", hint="give --name without folders")
    options = options or load_options()
    wanted = tuple(form for form in FORMATS if form in formats)
    progress("render", done=0, total=len(wanted))
    targets = {form: Path(folder) / f"{name}.{form}" for form in wanted}
    try:
        document = render(
            briefing,
            options=options.render,
            formats=wanted,
            earlier_pdf=_bytes_of(targets["pdf"]) if "pdf" in targets else None,
        )
    except OSError as error:  # of a library that lays out by way of temporary files
        raise OutputError(
            f"the report cannot be made: {error.strerror or error}: {error.filename}",
            hint="free some space; the old report is untouched",
        ) from error
    files = [(path, getattr(document, form)) for form, path in targets.items()]
    written = write_all(files)
    _tell(progress, "render", len(written), "files written")
    return written


def _bytes_of(path: Path) -> bytes | None:
    """Return the content of a file of an earlier run, if there is one."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _tell(progress: Progress, stage: str, count: int, what: str) -> None:
    progress(stage, done=count, total=count, detail=f"{count} {what}")


def _check_enough(
    articles: Sequence[Article], omissions: Sequence[Omission], *, allow_single: bool
) -> None:
    if not articles:
        why = "; ".join(f"{o.subject}: {o.reason}" for o in omissions[:3])
        raise SourceError(
            f"no article could be read{f' ({why})' if why else ''}",
            hint="give articles (text, HTML, PDF, DOCX, mail, feeds, tables) or a folder of them",
        )
    if len(articles) == 1 and not allow_single:
        raise SourceError(
            f"only one article could be read ({articles[0].path}); a briefing needs two or more",
            hint="add another article, or use --allow-single",
        )


def _check_formats(formats: Collection[str]) -> None:
    unknown = [form for form in formats if form not in FORMATS]
    if unknown or not formats:
        raise ConfigError(
            f"unknown format {', '.join(unknown)!r}" if unknown else "no format asked for",
            hint=f"known ones: {', '.join(FORMATS)}",
        )


def _central_title(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    vectors: Vectors,
    themes: Sequence[Theme],
) -> str:
    """Return the headline nearest to what all headlines say, else the first theme's label."""
    titles = [i for i, sentence in enumerate(sentences) if sentence.role == "title"]
    if titles:
        closeness = vectors.matrix[titles] @ centroid(vectors.matrix[titles])
        best = min(zip(-closeness.round(6), titles, strict=True))[1]
        return " ".join(sentences[best].text.split())
    if themes:
        return themes[0].label
    return " ".join(sentences[0].text.split()[:10]) if sentences else articles[0].outlet


def _method(vectors: Vectors, options: Options) -> Method:
    """Return what is needed to make the same briefing again; no path of this machine in it."""
    tables = options.model_dump(exclude={"briefing", *Options.presentational})
    flat = {
        f"{table}.{key}": value for table, keys in tables.items() for key, value in keys.items()
    }
    flat["embed.model"] = vectors.model
    if options.judge.is_on:
        flat["judge.model"] = inspect_judge(options.judge).name
    return Method(
        version=__version__,
        model=vectors.model,
        precision=vectors.precision,
        options=tuple(sorted(flat.items())),
    )


def _briefing_id(articles: Sequence[Article], method: Method) -> str:
    identity = {
        "articles": sorted(article.id for article in articles),
        "version": method.version,
        "options": [[key, str(value)] for key, value in method.options],
    }
    text = json.dumps(identity, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
