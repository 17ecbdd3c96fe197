"""The language in which the porch speaks: that of whoever starts it."""

import gettext
from collections.abc import Mapping, MutableMapping
from importlib.resources import files

from ticketing.sentences import N_
from wording import Wording, load

OWN_VARIABLE = "MOTCUA_LANGUAGE"
LANGUAGE_VARIABLES = (OWN_VARIABLE, "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
VIETNAMESE, ENGLISH = "vi", "en"

# What click says by itself; it looks its sentences up in the domain that speak_everywhere names.
CLICK_SENTENCES = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("Try '{command} {option}' for help."),
    N_("Error: {message}"),
    N_("Aborted!"),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Option {name!r} does not take a value."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("{name} {filename!r} does not exist."),
    N_("Choose from:\n\t{choices}"),
    N_("default: {default}"),
    N_("env var: {var}"),
    N_("file"),
    N_("directory"),
    N_("path"),
)


def words_of(environment: Mapping[str, str]) -> Wording:
    """The wording in the language of the first variable that is set; English unless it is Vietnamese."""
    first = next((environment[name] for name in LANGUAGE_VARIABLES if environment.get(name)), ENGLISH)
    return load(VIETNAMESE if first.lower().startswith(VIETNAMESE) else ENGLISH)


def speak_everywhere(words: Wording, environment: MutableMapping[str, str]) -> None:
    """Let libraries that use gettext, such as click, find their sentences in our catalogue."""
    environment["LANGUAGE"] = words.language
    gettext.bindtextdomain("motcua", str(files("wording") / "locale"))
    gettext.textdomain("motcua")
