"""``python -m shinkyu``."""

from shinkyu.cli import main

main()
