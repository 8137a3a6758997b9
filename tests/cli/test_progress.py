"""What a person sees on a terminal while a command is at work, and that nothing of it is left."""

import os
import pty
import subprocess
import sys

COUNTING = """
import time
from shinkyu.cli.progress import counted
from shinkyu.messages import message
with counted(message("files")) as progress:
    for done in range(1, 5):
        time.sleep({pause})
        progress(done, 4)
print("data")
"""
READING = """
import time
from shinkyu.cli.progress import working
from shinkyu.messages import message
with working(message("reading [b]町[/b].pdf")):
    time.sleep({pause})
print("data")
"""
FAILING = """
import time
from shinkyu.cli.progress import working
from shinkyu.messages import message
with working(message("reading")):
    time.sleep(1.5)
    raise SystemExit("no assessment")
"""


def on_a_terminal(program: str) -> tuple[str, str]:
    """Return what a program writes to standard output, and what to a terminal that is its standard error."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    run = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=theirs, env=environment, text=True
    )
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # the other end of a terminal is gone
        pass
    os.close(ours)
    out = run.communicate()[0]
    return out, seen.decode()


def test_files_are_counted_on_standard_error_and_data_stays_on_standard_output() -> None:
    out, seen = on_a_terminal(COUNTING.format(pause=0.4))

    assert out == "data\n"
    assert "files" in seen
    assert "4/4" in seen
    assert "1/4" not in seen  # within the first second


def test_a_long_reading_names_its_file_as_it_is() -> None:
    out, seen = on_a_terminal(READING.format(pause=1.6))

    assert out == "data\n"
    assert "reading [b]町[/b].pdf" in seen


def test_what_takes_less_than_a_second_shows_nothing() -> None:
    assert on_a_terminal(COUNTING.format(pause=0.01)) == ("data\n", "")
    assert on_a_terminal(READING.format(pause=0.1)) == ("data\n", "")


def test_where_standard_error_is_no_terminal_nothing_is_shown() -> None:
    for program in (COUNTING.format(pause=0.3), READING.format(pause=1.3)):
        run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert (run.stdout, run.stderr) == ("data\n", "")


def test_a_failure_gives_the_cursor_back_before_it_is_told() -> None:
    _, seen = on_a_terminal(FAILING)

    hidden, shown = seen.rindex("\x1b[?25l"), seen.rindex("\x1b[?25h")
    assert hidden < shown < seen.index("no assessment")
