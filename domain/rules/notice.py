"""What a notice says: what may be wrong with it, the hash that an approval names, what changed since a rejection."""

import unicodedata
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from domain.rules.digest import digest
from domain.rules.refusals import Fault
from domain.rules.terms import MatterKind, NoticeKind

# Ballot kinds pass the street and are linked to a ballot; the others are published at once.
BALLOT_KINDS = frozenset({NoticeKind.BALLOT_PUBLICITY, NoticeKind.BALLOT_ANNOUNCEMENT})

TITLE_LONGEST = 100
BODY_LONGEST = 20_000
MOST_LINES = 500
MOST_MATTERS = 50
HASH_FORMAT = "gongjue-notice/1"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A matter that a notice announces: only what was posted can be voted on (北京市物业管理条例 35)."""

    kind: MatterKind
    title: str


@dataclass(frozen=True, slots=True)
class NoticeText:
    """Everything that a notice says."""

    kind: NoticeKind
    title: str
    body: str
    agenda: tuple[AgendaItem, ...] = ()

    def settled(self) -> "NoticeText":
        """The same with the ends of lines in one form and no space around; this is what is stored and compared."""
        body = "\n".join(line.rstrip() for line in self.body.splitlines()).strip()
        agenda = tuple(AgendaItem(item.kind, " ".join(item.title.split())) for item in self.agenda)
        return NoticeText(self.kind, " ".join(self.title.split()), body, agenda)

    def hash(self, estate_id: UUID) -> bytes:
        """The SHA-256 over the canonical form of what is said to which estate."""
        said = {
            "format": HASH_FORMAT,
            "estate_id": str(estate_id),
            "kind": self.kind.value,
            "title": self.title,
            "body": self.body,
            "agenda": [[item.kind.value, item.title] for item in self.agenda],
        }
        return bytes.fromhex(digest(said))


def text_faults(text: NoticeText) -> list[Fault]:
    """Everything that is wrong with a settled text."""
    return [*_word_faults(text), *_agenda_faults(text)]


def _word_faults(text: NoticeText) -> Iterator[Fault]:
    if not 0 < len(text.title) <= TITLE_LONGEST:
        yield Fault(
            "title", f"请填写标题，最多 {TITLE_LONGEST} 个字。", f"Give a title of at most {TITLE_LONGEST} characters."
        )
    if not 0 < len(text.body) <= BODY_LONGEST or text.body.count("\n") >= MOST_LINES:
        yield Fault(
            "body",
            f"请填写正文，最多 {BODY_LONGEST} 个字、{MOST_LINES} 行。",
            f"Give a text of at most {BODY_LONGEST} characters and {MOST_LINES} lines.",
        )
    for path, words in (("title", text.title), ("body", text.body)):
        if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in words.replace("\n", "").replace("\t", "")):
            yield Fault(
                path, "含有不能显示的控制字符，请删去后重试。", "There are control characters in it; remove them."
            )


def _agenda_faults(text: NoticeText) -> Iterator[Fault]:
    if text.kind not in BALLOT_KINDS:
        if text.agenda:
            yield Fault(
                "agenda",
                "普通公示和普通公告不列表决事项；要表决的，请选择投票公示或投票公告。",
                "Only ballot notices list matters; choose ballot publicity or ballot announcement.",
            )
        return
    if not 0 < len(text.agenda) <= MOST_MATTERS:
        yield Fault(
            "agenda",
            f"请列出要表决的事项，最多 {MOST_MATTERS} 项；没有公示的事项不能表决。",
            f"List the matters to be voted on, at most {MOST_MATTERS}; what is not posted cannot be voted on.",
        )
        return
    seen: set[AgendaItem] = set()
    for number, item in enumerate(text.agenda):
        path = f"agenda.{number}.title"
        if not 0 < len(item.title) <= TITLE_LONGEST:
            yield Fault(
                path,
                f"请填写事项标题，最多 {TITLE_LONGEST} 个字。",
                f"Give the matter a title of at most {TITLE_LONGEST} characters.",
            )
        elif item in seen:
            yield Fault(path, "这个事项已经列出。", "This matter is listed already.")
        seen.add(item)


class NoticePart(StrEnum):
    """Where in a notice a line stands."""

    TITLE = "title"
    AGENDA = "agenda"
    BODY = "body"


class LineChange(StrEnum):
    """What became of a line between two texts."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One line of either text. `matter_kind` is set for a line of the agenda."""

    part: NoticePart
    change: LineChange
    text: str
    matter_kind: MatterKind | None = None


_Line = tuple[str, MatterKind | None]
Line = TypeVar("Line", bound=Hashable)


def difference(old: NoticeText, new: NoticeText) -> list[ComparedLine]:
    """Both texts line by line in reading order, removed lines before the added ones that replace them."""
    return [
        *_compared(NoticePart.TITLE, [(old.title, None)], [(new.title, None)]),
        *_compared(
            NoticePart.AGENDA,
            [(item.title, item.kind) for item in old.agenda],
            [(item.title, item.kind) for item in new.agenda],
        ),
        *_compared(
            NoticePart.BODY,
            [(line, None) for line in old.body.splitlines()],
            [(line, None) for line in new.body.splitlines()],
        ),
    ]


def _compared(part: NoticePart, old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[ComparedLine]:
    return (ComparedLine(part, change, *line) for change, line in compared(old, new))


def compared(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[LineChange, Line]]:
    """Two texts line by line in reading order, removed lines before the added ones that replace them."""
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from ((LineChange.KEPT, line) for line in old[start:end])
        else:
            yield from ((LineChange.REMOVED, line) for line in old[start:end])
            yield from ((LineChange.ADDED, line) for line in new[new_start:new_end])
