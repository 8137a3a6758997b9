"""``corpus init``, ``add``, ``rebuild``, ``verify``: what writes a corpus, and what vouches for it."""

from __future__ import annotations

import datetime
from collections.abc import Container
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from shinkyu.cli import language
from shinkyu.cli.corpus.common import folder_option, open_corpus, say
from shinkyu.cli.doubts import warn_opened, warn_unread
from shinkyu.cli.exit_codes import BAD_INPUT, FOUND, NOTHING
from shinkyu.cli.inputs import piped_once, read_standard_input
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import named, output_option, write
from shinkyu.cli.progress import counted
from shinkyu.cli.working import Interrupt, Teller, no_cache_option, results_cache, workers_option
from shinkyu.errors import ShinkyuError, SourceError
from shinkyu.files import as_text, files_below, read_file, sha256
from shinkyu.messages import joined, message, of_number

if TYPE_CHECKING:
    from shinkyu.batch.sources import Source
    from shinkyu.store.writing import Recorded


@click.command()
@click.argument("folder", type=click.Path(file_okay=False), metavar="DIR")
@lang_option
def init(folder: str) -> None:
    """Make a corpus in an empty or new folder.

    \b
      shinkyu corpus init archive
    """
    from shinkyu.store.corpus import Corpus

    made, new = Corpus.init(Path(folder))
    what = message("corpus made") if new else message("is a corpus already")
    say(message("{folder}: {what}", folder=made.folder, what=what))


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@folder_option
@click.option("--agency", help="Folder name of the agency in ASCII, e.g. sumihara-shi (default: made from the cover).")
@click.option("--number", help="評価書番号, where the cover does not say it.")
@click.option("--published-on", metavar="YYYY-MM-DD", help="公表日, where the cover does not say it.")
@click.option("--rewound", is_flag=True, help="The files are what rewind wrote: kept apart, as reconstructed.")
@click.option("--backfill", is_flag=True, help="Put older versions in their place: the history is written anew.")
@click.option("--keep-going", is_flag=True, help="Leave out files that cannot be added, name them, and exit with 2.")
@workers_option
@no_cache_option
@lang_option
@click.pass_context
def add(
    context: click.Context,
    files: tuple[str, ...],
    folder: str | None,
    agency: str | None,
    number: str | None,
    published_on: str | None,
    rewound: bool,
    backfill: bool,
    keep_going: bool,
    workers: int | None,
    no_cache: bool,
) -> None:
    """Add versions: files, folders, or - for standard input; the same bytes again do nothing.

    \b
      shinkyu corpus add 2025-07-31.txt --corpus archive --agency sumihara-shi
      shinkyu corpus add inbox/ --corpus archive --agency sumihara-shi --backfill

    They are recorded in the order of their 公表日, whatever the order they are named in.  Unless --keep-going is
    given, one file that cannot be added and nothing is.
    """
    from shinkyu.batch.adding import summaries
    from shinkyu.batch.cache import Held
    from shinkyu.batch.local import Local
    from shinkyu.batch.run import Batch
    from shinkyu.batch.tasks import Failed
    from shinkyu.pipeline import archive
    from shinkyu.store.spool import Spool
    from shinkyu.store.writing import Recorded

    piped_once(*files)
    names = _files(files)
    if published_on and len(names) > 1:
        raise SourceError("--published-on goes with one file")
    corpus = open_corpus(folder)
    day = _day(published_on)
    given = agency is not None or number is not None or day is not None
    # Bytes that are there need not be read again, unless they are said to be something else.
    there = {} if given else {entry.source_sha256: entry for entry in corpus.log()}
    spool = Spool()
    left_out = 0
    with (
        Interrupt() as interrupt,
        results_cache(no_cache) as cache,
        Teller(interrupt, skips=False) as teller,
    ):
        batch = Batch(cache, Local(workers), teller)
        sources = {name: _source(name) for name in names if name != "-"}
        new = dict.fromkeys(source for source in sources.values() if not there or not _holds(there, source.path))
        readings = batch.read(list(new), stop=not keep_going)
        for name in names:
            try:
                data = read_file(Path(name)) if name in sources else read_standard_input()
                known = there.get(sha256(data))
                if known:
                    _tell(Recorded(known.key, known.published_on, known.commit, False, name))
                    continue
                called = as_text(Path(name).name)
                reading = readings.get(sources[name]) if name in sources else None
                if isinstance(reading, Failed) and not reading.bug:
                    raise SourceError.saying(reading.why)
                # What no worker read, or one failed at by a fault of ours, is read here, and fails here.
                found = batch.version(reading, data, called) if isinstance(reading, Held) else None
                version = archive.version_of(
                    data, called, found=found, agency=agency, number=number, published_on=day, rewound=rewound
                )
                warn_unread(version.reading, called)
                spool.put(version)
            except ShinkyuError as error:
                if not keep_going:
                    why = named(name, error.said) if len(names) > 1 else error.said
                    raise SourceError.saying(why) from error
                left_out += 1
                say(named(name, error.said))
        summarise = summaries(batch, corpus, spool)
    if backfill:
        outcome, rewritten = archive.backfill(corpus, spool, say, summarise)
        for recorded in outcome.recorded:
            _tell(recorded)
        _tell_rewritten(rewritten.old_tip, rewritten.new_tip)
    else:
        outcome = archive.record_all(corpus, spool, keep_going=keep_going, waiting=say, told=_tell, summarise=summarise)
    for refused in outcome.refused:
        left_out += 1
        say(message("{name}: {why}", name=refused.name, why=refused.why))
    context.exit(BAD_INPUT if left_out else NOTHING)


def _files(names: tuple[str, ...]) -> list[str]:
    """Return the files that arguments name: a folder stands for all in it but hidden ones."""
    found: list[str] = []
    for name in names:
        path = Path(name)
        if name == "-" or not path.is_dir():
            found.append(name)
            continue
        opened: list[Path] = []
        inside = files_below(path, opened=opened)
        warn_opened(opened)
        if not inside:
            raise SourceError("{name} holds no file", name=name)
        found += map(str, inside)
    return found


def _source(name: str) -> Source:
    from shinkyu.batch.sources import Source

    return Source(Path(name).absolute(), PurePosixPath(Path(name).name))


def _holds(there: Container[str], path: Path) -> bool:
    """Say whether a file is in the corpus already; one that cannot be read is not."""
    try:
        return sha256(read_file(path)) in there
    except SourceError:
        return False


def _tell(recorded: Recorded) -> None:
    what = message("added") if recorded.new else message("already there")
    click.echo(f"{recorded.commit[:12]} {recorded.key}@{recorded.published_on} {what.said(language.of_words())}")


def _tell_rewritten(old_tip: str, new_tip: str) -> None:
    if old_tip == new_tip:
        say(message("the history stays as it was"))
    else:
        say(
            message(
                "the history was written anew: {old} became {new}; other copies must be cloned again",
                old=old_tip[:12],
                new=new_tip[:12],
            )
        )


def _day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise SourceError("--published-on takes YYYY-MM-DD, not '{text}'", text=text) from error


@click.command()
@folder_option
@click.option(
    "--re-extract",
    is_flag=True,
    help="Keep the history and put what this shinkyu reads otherwise on top, as commits of kind re-extraction.",
)
@lang_option
def rebuild(folder: str | None, re_extract: bool) -> None:
    """Read every source again and write the history anew.

    \b
      shinkyu corpus rebuild --corpus archive
      shinkyu corpus rebuild --re-extract --corpus archive

    The same sources, added in whatever order, give the same commits.
    """
    from shinkyu.pipeline import archive

    corpus = open_corpus(folder)
    if re_extract:
        with counted(message("versions")) as progress:
            recorded = archive.re_extract(corpus, say, progress)
        for one in recorded:
            click.echo(f"{one.commit[:12]} {one.key}@{one.published_on} re-extraction")
        if not recorded:
            say(message("every source reads as it was recorded"))
        return
    with counted(message("versions")) as progress:
        rewritten = archive.rebuild(corpus, say, progress)
    _tell_rewritten(rewritten.old_tip, rewritten.new_tip)


@click.command()
@folder_option
@click.option("--quick", is_flag=True, help="Do not read the sources again.")
@output_option
@lang_option
@click.pass_context
def verify(context: click.Context, folder: str | None, quick: bool, output: str | None) -> None:
    """Look whether the corpus is what it says: objects, schema, source hashes, dates, what sources read as, summaries,
    signatures.

    \b
      shinkyu corpus verify --quick --corpus archive

    Exit code 1 when something is wrong; nothing is changed.
    """
    from shinkyu.cli.corpus.signing import tell_signatures
    from shinkyu.pipeline import archive

    corpus = open_corpus(folder)
    with counted(message("versions")) as progress:
        verified = archive.verify(corpus, quick=quick, progress=progress)
    faults, others = verified.faults, verified.read_by_others
    lang = language.of_words()
    write("".join(f"{fault.where}: {fault.message.line(lang)} [{fault.rule}]\n" for fault in faults), output)
    words = [
        of_number(len(verified.looked_at), "{n} commit looked at", "{n} commits looked at"),
        of_number(len(faults), "{n} fault", "{n} faults"),
    ]
    if others:
        words.append(message("read by another shinkyu or dictionary and not compared: {n}", n=others))
    if quick:
        words.append(message("sources were not read again"))
    say(joined(words, "; "))
    tell_signatures(corpus)
    context.exit(FOUND if faults else NOTHING)
