"""The command line: arguments in, text out, exit codes."""

from shinkyu.cli.main import main

__all__ = ["main"]
