"""How a command ends when it can't do what was asked: one sentence for a person, the cause in the log."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

import click

from ticketing.sentences import ToldError, in_words
from wording import Wording

log = logging.getLogger(__name__)

FAILED = 1


class Failure(click.ClickException):
    """The command was refused or has failed; it ends with exit code 1 and this sentence."""

    exit_code = FAILED

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence to standard error, without a frame or a traceback."""
        click.echo(f"motcua: {self.format_message()}", file=file, err=file is None)


@contextmanager
def failing_as(sentences: Mapping[type[Exception], str], words: Wording) -> Iterator[None]:
    """Turn exceptions of these types into a Failure with their sentence, in which {problem} is their text."""
    try:
        yield
    except tuple(sentences) as error:
        sentence = next(text for kind, text in sentences.items() if isinstance(error, kind))
        log.debug("The command ends: %s", error, exc_info=error)
        problem = error.worded(words) if isinstance(error, ToldError) else in_words(error)
        raise Failure(words(sentence, problem=problem.rstrip("."))) from error


def failure_of(error: BaseException, words: Wording) -> Failure:
    """What to tell of an error that nobody has foreseen; the log gets its traceback."""
    first = error
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    if isinstance(first, Failure):
        return first
    log.error("An error that nobody has foreseen", exc_info=error)
    problem = f"{type(first).__name__}: {first}"
    return Failure(words("This should not have happened: {problem}. The log has the cause.", problem=problem))
