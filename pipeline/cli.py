"""The command line: arguments in, exit status out. Only this module prints and exits."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from pipeline.errors import MissingTool, PipelineError
from pipeline.report import EDITIONS

INTERRUPTED = 130
STATUSES = """\b
Exit status: 0 all is well; 1 a fault of Handpress, or (--strict) something waits for a person;
2 wrong usage; 3 the input; 4 the TEI; 5 lost words; 6 an edition; 7 a missing tool;
8 decisions (name.toml); 9 --also is another text; 10 the output. Of several texts, the highest."""
FILE = click.Path(path_type=Path)
ALSO = click.option(
    "--also", type=FILE, metavar="FILE",
    help="Another extraction of the same text, to hold it against, word by word.",
)  # fmt: skip


@click.group(epilog=STATUSES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="handpress", message="%(prog)s %(version)s")
def cli() -> None:
    """Make valid TEI, EPUB, PDF, plain text and HTML of raw extracted text."""


def _editions(context: click.Context, option: click.Parameter, given: str) -> tuple[str, ...]:
    wanted = [name.strip() for name in given.split(",") if name.strip()]
    for name in wanted:
        if name not in EDITIONS:
            raise click.BadParameter(f"“{name}” is none of {', '.join(EDITIONS)}")
    return tuple(edition for edition in EDITIONS if edition in wanted) or EDITIONS


@cli.command()
@click.argument("inputs", nargs=-1, type=FILE, metavar="[INPUT]...")
@click.option("-o", "--out", type=FILE, default=Path("dist"), show_default=True, help="Folder.")
@click.option(
    "--only", callback=_editions, default="", metavar="NAMES",
    help=f"Only these editions, of {','.join(EDITIONS)}.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Fail where something waits for a person.")
@click.option("--jobs", type=click.IntRange(1), help="Texts at a time  [default: one a core]")
@click.option(
    "--cluster", default="", metavar="ADDRESS",
    help="Have the texts made by the workers of a Dask scheduler that you trust.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Make again what is already there.")
@ALSO
def build(
    inputs: tuple[Path, ...], out: Path, only: tuple[str, ...], strict: bool,
    jobs: int | None, cluster: str, force: bool, also: Path | None,
) -> int:  # fmt: skip
    """Make the editions of texts: files or folders, or the folder input/ if none is given.

    What is there already, made from the same input by the same program, is not made again. At the
    end stand the texts that need a person; report.html in the folder lists all of them.

    \b
    Example:
      handpress build input/kropotkin-self-valorization.md -o dist --only epub,pdf
      handpress build thing-marker.md --also thing-pdftotext.txt
      handpress build library/ -o editions --cluster tcp://scheduler:8786
    """
    from pipeline.batch import build_many, write_pages
    from pipeline.batch.inputs import find_inputs, passed_over
    from pipeline.summary import Progress, ending, status_of, unchecked

    given = inputs or (Path("input"),)
    texts, passed = find_inputs(given), passed_over(given)
    if also and len(texts) != 1:
        raise click.UsageError(f"--also goes with one text, and these are {len(texts)}")
    if cluster and jobs:
        raise click.UsageError("--jobs is for this machine; a cluster has as many as its workers")
    with Progress(len(texts)) as tell:
        outcomes = build_many(
            texts, out, editions=only, jobs=jobs or 0, force=force, tell=tell, also=also,
            workers=cluster,
        )  # fmt: skip
    for told in (*unchecked(outcomes), *(f"passed over: {file}" for file in passed)):
        click.echo(told, err=True)
    click.echo("\n".join(ending(outcomes, out)))
    write_pages(out, outcomes, passed)
    return max(status_of(outcome, strict=strict) for outcome in outcomes)


@cli.command("clean")
@click.argument("file", type=FILE)
@ALSO
def clean_command(file: Path, also: Path | None) -> int:
    """Print the cleaned text: body, notes and colophon.

    \b
    Example:
      handpress clean input/kropotkin-self-valorization.md | less
    """
    from pipeline.run import clean_text
    from pipeline.summary import running_text

    click.echo(running_text(clean_text(file, also)[0]))
    return 0


@cli.command("tei")
@click.argument("file", type=FILE)
@ALSO
def tei_command(file: Path, also: Path | None) -> int:
    """Print the TEI.

    \b
    Example:
      handpress tei input/kropotkin-self-valorization.md > kropotkin.tei.xml
    """
    from pipeline.run import to_tei
    from pipeline.tei import serialise

    click.echo(serialise(to_tei(file, also)), nl=False)
    return 0


@cli.command()
@click.argument("file", type=FILE)
@click.option("--rule", default="", help="Only the repairs of this rule.")
@ALSO
def explain(file: Path, rule: str, also: Path | None) -> int:
    """Print the repairs, those that most need a person first, and why each was made.

    \b
    Example:
      handpress explain input/kropotkin-self-valorization.md --rule join-pages
      handpress explain thing-marker.md --also thing-pdftotext.txt
    """
    from pipeline.run import clean_text
    from pipeline.summary import explanation, known_rule

    known_rule(rule)
    for line in explanation(file.name, rule, *clean_text(file, also)):
        click.echo(line)
    return 0


@cli.command()
@click.argument("file", type=FILE)
@click.option("--no-browser", is_flag=True, help="Only print the address of the page.")
@ALSO
def review(file: Path, no_browser: bool, also: Path | None) -> int:
    """Decide on the repairs of a raw text, in a web page of this machine.

    What is decided is written to the .toml beside the text at once; build takes it from there.

    \b
    Example:
      handpress review input/kropotkin-self-valorization.md
      handpress review thing-marker.md --also thing-pdftotext.txt
    """
    import webbrowser

    from pipeline.review.server import Review
    from pipeline.review.session import Session

    shown = Review(Session(file, also))
    click.echo(f"{shown.address}\nEnd with “Done” on the page, or with Ctrl-C.")
    if not no_browser:
        webbrowser.open(shown.address)
    shown.serve()
    click.echo(shown.session.told())
    return 0


@cli.command("rules")
def rules_command() -> int:
    """Print each rule, in the order in which they run; the last ones only with --also.

    \b
    Example:
      handpress rules
    """
    from pipeline import collate
    from pipeline.clean import rules

    listed = (*rules(), *collate.rules())
    width = max(len(name) for name, _ in listed)
    for name, summary in listed:
        click.echo(f"{name:<{width}}  {summary}")
    return 0


@cli.command()
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
def validate(files: tuple[Path, ...]) -> int:
    """Hold any TEI, EPUB or PDF, ours or not, to the standard it is made by.

    \b
    Example:
      handpress validate dist/*/*.epub thesis.pdf
    """
    from pipeline.check import Checkers, validate_file
    from pipeline.summary import judgement

    def judged(file: Path) -> int:
        verdict, status = validate_file(file, checkers.ask)
        click.echo(f"{file}: {judgement(verdict)}")
        return status

    with Checkers() as checkers:
        return max(_each(files, judged))


@cli.command("deposit")
@click.argument("inputs", nargs=-1, type=FILE, metavar="[INPUT]...")
@click.option("--made", type=FILE, default=Path("dist"), show_default=True, help="The editions.")
@click.option("-o", "--out", type=FILE, default=Path("deposit"), show_default=True, help="Folder.")
@ALSO
def deposit_command(inputs: tuple[Path, ...], made: Path, out: Path, also: Path | None) -> int:
    """Pack texts whose editions are made for an archive: a BagIt bag, in a ZIP each.

    It holds the TEI with its schema, the editions, what they were made from, the report, and the
    records that archives ask for (RO-Crate, DataCite). Whoever has cleared the rights says so in
    name.toml: clearance = "author", "library" or "public-domain".

    \b
    Example:
      handpress build input/thing.md && handpress deposit input/thing.md
    """
    from pipeline.batch.inputs import find_inputs
    from pipeline.deposit import deposit

    def packed(file: Path) -> int:
        click.echo(f"{deposit(file, made, out, also)}: valid (bagit), and so are its editions")
        return 0

    return max(_each(find_inputs(inputs or (Path("input"),)), packed))


def _each(files: Sequence[Path], do: Callable[[Path], int]) -> Iterator[int]:
    """Do a thing to each file; one that fails tells why, and stops no other."""
    for file in files:
        try:
            yield do(file)
        except PipelineError as error:
            click.echo(str(error), err=True)
            yield error.exit_status


@cli.command()
def doctor() -> int:
    """Print what is installed, what is missing, and the cure.

    \b
    Example:
      handpress doctor
    """
    from pipeline.doctor import examine

    missing = False
    for part in examine():
        sign = "ok" if part.found else ("MISSING" if part.needed else "absent")
        click.echo(f"{sign:<8} {part.name:<18} {part.found or part.use}")
        if not part.found:
            click.echo(f"{'':<8} cure: {part.cure}")
            missing = missing or part.needed
    return MissingTool.exit_status if missing else 0


def main() -> None:
    """Run the command line and end with its exit status."""
    try:
        status = cli.main(prog_name="handpress", standalone_mode=False)
    except PipelineError as error:
        click.echo(str(error), err=True)
        status = error.exit_status
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        status = INTERRUPTED
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status or 0)
