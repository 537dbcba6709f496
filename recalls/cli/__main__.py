"""``python -m recalls.cli`` is ``recalls``."""

from recalls.cli import main

main(prog_name="recalls")
