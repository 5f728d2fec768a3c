"""What a notice says is hashed in one way, and two texts are compared line by line."""

from uuid import UUID

import pytest

from domain.rules.notice import (
    BODY_LONGEST,
    MOST_LINES,
    MOST_MATTERS,
    TITLE_LONGEST,
    AgendaItem,
    ComparedLine,
    LineChange,
    NoticePart,
    NoticeText,
    difference,
    text_faults,
)
from domain.rules.terms import MatterKind, NoticeKind

ESTATE = UUID(int=1)
ITEM = AgendaItem(MatterKind.MANAGEMENT_COVENANT, "修改管理规约")


def text(
    title: str = "关于召开业主大会的公告",
    body: str = "各位业主：\n定于下月投票。",
    kind: NoticeKind = NoticeKind.BALLOT_ANNOUNCEMENT,
    agenda: tuple[AgendaItem, ...] = (ITEM,),
) -> NoticeText:
    return NoticeText(kind, title, body, agenda)


@pytest.mark.parametrize(
    ("faulty", "paths"),
    [
        (text(), []),
        (text(title="题" * TITLE_LONGEST, body="文" * BODY_LONGEST), []),
        (text(title="题" * (TITLE_LONGEST + 1), body="文" * (BODY_LONGEST + 1)), ["title", "body"]),
        (text(title="", body="", agenda=()), ["title", "body", "agenda"]),
        (text(body="\n".join("行" * MOST_LINES)), []),
        (text(body="\n".join("行" * (MOST_LINES + 1))), ["body"]),
        (text(title="a\x00b", body="c\x1bd"), ["title", "body"]),
        (text(agenda=(ITEM, ITEM)), ["agenda.1.title"]),
        (text(agenda=(ITEM, AgendaItem(MatterKind.REBUILD, ""))), ["agenda.1.title"]),
        (text(agenda=tuple(AgendaItem(MatterKind.REBUILD, str(n)) for n in range(MOST_MATTERS))), []),
        (text(agenda=tuple(AgendaItem(MatterKind.REBUILD, str(n)) for n in range(MOST_MATTERS + 1))), ["agenda"]),
        (text(kind=NoticeKind.ANNOUNCEMENT), ["agenda"]),
        (text(kind=NoticeKind.ANNOUNCEMENT, agenda=()), []),
    ],
)
def test_every_fault_is_named(faulty: NoticeText, paths: list[str]) -> None:
    assert [fault.path for fault in text_faults(faulty)] == paths


def test_the_same_words_have_one_hash_however_they_were_typed() -> None:
    typed = text(title=" 关于召开业主大会的公告 ", body="\r\n各位业主： \r\n定于下月投票。\r\n\r\n").settled()
    assert typed.hash(ESTATE) == text().hash(ESTATE)


@pytest.mark.parametrize(
    "other",
    [
        text(title="关于召开业主大会的通知"),
        text(body="各位业主：\n定于本月投票。"),
        text(kind=NoticeKind.BALLOT_PUBLICITY),
        text(agenda=(AgendaItem(MatterKind.REPAIR_FUND_RAISE, "修改管理规约"),)),
        text(agenda=(ITEM, AgendaItem(MatterKind.OTHER_MAJOR, "其他"))),
    ],
)
def test_whatever_is_said_differently_changes_the_hash(other: NoticeText) -> None:
    assert other.hash(ESTATE) != text().hash(ESTATE)


def test_the_same_words_in_another_estate_are_another_notice() -> None:
    assert text().hash(ESTATE) != text().hash(UUID(int=2))


def test_two_texts_are_compared_line_by_line() -> None:
    old = text(body="一\n二\n三")
    new = text(body="一\n二改\n三\n四", agenda=(ITEM, AgendaItem(MatterKind.REBUILD, "加装电梯")))

    lines = difference(old, new)

    assert [(line.change, line.text) for line in lines if line.part is NoticePart.BODY] == [
        (LineChange.KEPT, "一"),
        (LineChange.REMOVED, "二"),
        (LineChange.ADDED, "二改"),
        (LineChange.KEPT, "三"),
        (LineChange.ADDED, "四"),
    ]
    assert lines[0] == ComparedLine(NoticePart.TITLE, LineChange.KEPT, old.title)
    assert lines[2] == ComparedLine(NoticePart.AGENDA, LineChange.ADDED, "加装电梯", MatterKind.REBUILD)
