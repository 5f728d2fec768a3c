"""Strict reading of a decoded JSON document: every fault is kept with its path, and reading goes on."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
SHOWN = 60
MOST_DIGITS = 15
AREA = re.compile(r"([0-9]+)(?:\.([0-9]{1,2}))?")
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
AREA_DIGITS = 9

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, at one place; `subject` is the id of what it is about, where it has one."""

    path: str
    zh: str
    en: str
    subject: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.zh} / {self.en}{f' ({self.subject})' if self.subject else ''}"


class JsonObject(dict[str, object]):
    """An object as it stood in the text, with the keys that it named more than once."""

    repeated: tuple[str, ...] = ()


class Unusable:
    """A number that JSON does not have (NaN, Infinity) or that no figure of this format can be."""

    def __init__(self, text: str) -> None:
        self.text = text


def decode(text: str) -> object:
    """Decode JSON without losing what a plain decoder hides: repeated keys, NaN, numbers beyond any meaning.

    Raises ValueError with the place where the text stops being JSON, and RecursionError when it is nested too deep.
    """

    def members(pairs: list[tuple[str, object]]) -> JsonObject:
        decoded = JsonObject(pairs)
        if len(decoded) < len(pairs):
            decoded.repeated = tuple(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        return decoded

    def whole(digits: str) -> object:
        return int(digits) if len(digits) <= MOST_DIGITS else Unusable(digits)

    return json.loads(text, object_pairs_hook=members, parse_constant=Unusable, parse_int=whole, parse_float=Unusable)


def at(path: str, step: str | int) -> str:
    """The path of a member: `$.units[3].area`, and `$.castings[0].choices["m 1"]` where the key is not a plain word."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if PLAIN_KEY.fullmatch(step) else f"{path}[{quoted(step)}]"


def quoted(value: object) -> str:
    """A value as it may stand in one line of a message: escaped, and cut short when it is long."""
    if isinstance(value, Unusable):
        text = value.text
    elif isinstance(value, Mapping):
        return "{…}"
    elif isinstance(value, list):
        return "[…]"
    else:
        text = json.dumps(value, ensure_ascii=False)
    text = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in text)


class JsonReader:
    """Typed reads of one document. Each gives the value, or None after noting what is wrong with it."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.subject = ""

    def fault(self, path: str, zh: str, en: str) -> None:
        """Note one fault and go on."""
        self.faults.append(Fault(path, zh, en, self.subject))

    def each(self, value: object, path: str, key: str) -> Iterator[tuple[str, object]]:
        """The items of a list as `items` gives them; while one is read, its faults are about its `key`."""
        for place, item in self.items(value, path):
            named = item.get(key) if isinstance(item, dict) else None
            self.subject = quoted(named) if isinstance(named, str) else ""
            yield place, item
        self.subject = ""

    def keyed(
        self, value: object, path: str, needed: Collection[str], optional: Collection[str] = ()
    ) -> Mapping[str, object] | None:
        """An object with these keys and no others; a missing, unknown or repeated key is a fault each."""
        members = self.members(value, path)
        if members is None:
            return None
        for key in needed:
            if key not in members:
                self.fault(path, f"缺少 {quoted(key)}", f"{quoted(key)} is missing")
        for key in members:
            if key not in needed and key not in optional:
                self.fault(at(path, key), "没有这个字段", "this format has no such key")
        return members

    def members(self, value: object, path: str) -> Mapping[str, object] | None:
        """Any object; a key named twice is a fault."""
        if not isinstance(value, dict):
            self.fault(path, f"应为对象，而不是 {quoted(value)}", f"must be an object, not {quoted(value)}")
            return None
        for key in getattr(value, "repeated", ()):
            self.fault(at(path, key), "字段重复", "the key is named more than once")
        for key in value:
            self._is_text(key, path)
        return value

    def items(self, value: object, path: str) -> Iterator[tuple[str, object]]:
        """The items of a list with their paths; none when it is not a list."""
        if isinstance(value, list):
            return ((at(path, position), item) for position, item in enumerate(value))
        self.fault(path, f"应为列表，而不是 {quoted(value)}", f"must be a list, not {quoted(value)}")
        return iter(())

    def text(self, value: object, path: str) -> str | None:
        """A string that is not empty and is valid Unicode."""
        if not isinstance(value, str):
            self.fault(path, f"应为文字，而不是 {quoted(value)}", f"must be a string, not {quoted(value)}")
            return None
        if not value.strip():
            self.fault(path, "不能为空", "must not be empty")
            return None
        return value if self._is_text(value, path) else None

    def _is_text(self, value: str, path: str) -> bool:
        if value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value):
            return True
        self.fault(path, "含有无效的 Unicode 字符", "contains half of a surrogate pair, which is not Unicode text")
        return False

    def whole(self, value: object, path: str, least: int) -> int | None:
        """A whole number, not a boolean and not a decimal, of at least `least`."""
        if isinstance(value, int) and not isinstance(value, bool) and least <= value < 10**MOST_DIGITS:
            return value
        self.fault(
            path,
            f"应为不小于 {least} 的整数，而不是 {quoted(value)}",
            f"must be a whole number of at least {least}, not {quoted(value)}",
        )
        return None

    def flag(self, value: object, path: str) -> bool | None:
        """true or false."""
        if isinstance(value, bool):
            return value
        self.fault(path, f"应为 true 或 false，而不是 {quoted(value)}", f"must be true or false, not {quoted(value)}")
        return None

    def one_of(self, value: object, path: str, choices: type[Choice]) -> Choice | None:
        """One of a closed list of words."""
        for choice in choices:
            if isinstance(value, str) and value == choice.value:
                return choice
        listed = ", ".join(choice.value for choice in choices)
        self.fault(path, f"{quoted(value)} 不在 {listed} 之中", f"{quoted(value)} is not one of {listed}")
        return None

    def hundredths(self, value: object, path: str) -> int | None:
        """A string such as "88.35", in hundredths; at most two decimals, never negative, never a JSON number."""
        if not isinstance(value, str):
            self.fault(
                path,
                f'应为带两位小数的文字，如 "88.35"，而不是 {quoted(value)}',
                f'must be a string with two decimals such as "88.35", not {quoted(value)}',
            )
            return None
        parts = AREA.fullmatch(value)
        if parts is not None and len(parts[1]) <= AREA_DIGITS:
            return int(parts[1]) * 100 + int((parts[2] or "").ljust(2, "0"))
        zh, en = _why_not_hundredths(value)
        self.fault(path, f"{quoted(value)} {zh}", f"{quoted(value)} {en}")
        return None


def _why_not_hundredths(text: str) -> tuple[str, str]:
    if AREA.fullmatch(text):
        return "过大", "is too large to be true"
    if NUMBER.fullmatch(text) is None or not text.isascii():
        return "不是数字", "is not a number with two decimals"
    if text.startswith("-"):
        return "不能为负", "must not be negative"
    if text.startswith("+"):
        return "不应带正号", "must not carry a plus sign"
    return "小数超过两位", "has more than two decimals"
