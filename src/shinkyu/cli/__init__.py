"""The command line: arguments in, text out, exit codes."""

import atexit
import gc

gc.disable()  # nothing that is loaded at the start is garbage: looking for it takes a tenth of the time of --help

from shinkyu.cli.main import main  # noqa: E402

gc.enable()
atexit.register(gc.freeze)  # nor is what is left at the end worth looking through: it goes with the process

__all__ = ["main"]
