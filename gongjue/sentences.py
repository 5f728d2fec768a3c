"""What the command line says to a person: each sentence in Chinese and in English."""

from collections.abc import Mapping
from typing import NamedTuple


class Sentence(NamedTuple):
    """One thing to say, complete in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh}\n{self.en}"


def languages(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The languages to speak, in order: what LC_ALL, LC_MESSAGES or LANG names, else Chinese and then English."""
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    if locale.startswith("zh"):
        return ("zh",)
    if locale.startswith("en"):
        return ("en",)
    return ("zh", "en")


def spoken(sentence: Sentence, environ: Mapping[str, str], between: str = "\n") -> str:
    """The sentence in the languages of the environment, with `between` between them."""
    return between.join(sentence.zh if language == "zh" else sentence.en for language in languages(environ))
