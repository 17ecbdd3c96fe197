"""Asking a person at the terminal for a PIN, without showing it."""

import sys

import click

from motcua.failures import Failure
from wording import Wording

LINE_LENGTH_MAX = 200


def asked_pin(question: str) -> str:
    """What is typed at the terminal and not shown."""
    answer: str = click.prompt(question, hide_input=True, err=True, prompt_suffix=" ")
    return answer.strip()


def new_pin(words: Wording, *, from_stdin: bool) -> str:
    """A new PIN: the first line of standard input, or typed twice. Raises Failure or UsageError."""
    if from_stdin:
        return sys.stdin.readline(LINE_LENGTH_MAX).strip()
    if not sys.stdin.isatty():
        raise click.UsageError(words("There is no terminal to type the PIN at; --pin-stdin reads it."))
    pin = asked_pin(words("New PIN:"))
    if asked_pin(words("The same again:")) != pin:
        raise Failure(words("The two PINs are not the same. Nothing was changed."))
    return pin
