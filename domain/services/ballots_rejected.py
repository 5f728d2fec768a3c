"""What a ballot said when the street rejected it, kept so that who reviews it again sees what has become different.

It is kept as words of no language, with the hashes of what has too many words to keep; it is said, and compared line by
line, in the language of whoever reads it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from domain.rules.draft import LinkedNotice, matter_document, scope_hash
from domain.rules.explain import explain_settings
from domain.rules.notice import LineChange, compared
from domain.rules.settings import CountingSettings
from domain.rules.terms import ChoiceMode, MatterKind, OptionRole
from domain.services.ballots import Content
from domain.services.wording import Bilingual, Language, area_text, deadline_text, instant_text, label
from domain.store.database import Transaction
from domain.store.tables import Ballot, RejectedBallot

Words = Mapping[str, Any]


class BallotPart(StrEnum):
    """Where in a ballot a line stands."""

    TITLE = "title"
    WINDOW = "window"
    NOTICES = "notices"
    SCOPE = "scope"
    SETTINGS = "settings"
    MATTERS = "matters"


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One line of what was rejected or of what stands there now."""

    part: BallotPart
    change: LineChange
    text: str


@dataclass(frozen=True, slots=True)
class LastRejection:
    """When and why the ballot was rejected last, what it said then and what it says now."""

    rejected_at: datetime
    reason: str
    before: Words
    now: Words


def keep(tx: Transaction, ballot: Ballot, content: Content, at: datetime, reason: str) -> None:
    """Keep what is being rejected."""
    tx.session.add(
        RejectedBallot(id=uuid7(), ballot_id=ballot.id, rejected_at=at, reason=reason, words=words_of(content))
    )


async def last_rejection(session: AsyncSession, ballot: Ballot, content: Content) -> LastRejection | None:
    """The last rejection beside the present content, or None if it was never rejected."""
    statement = select(RejectedBallot).where(RejectedBallot.ballot_id == ballot.id)
    kept = await session.scalar(statement.order_by(RejectedBallot.rejected_at.desc()).limit(1))
    return None if kept is None else LastRejection(kept.rejected_at, kept.reason, kept.words, words_of(content))


def words_of(content: Content) -> dict[str, Any]:
    """All that a ballot says, as JSON."""
    draft = content.draft
    return {
        "title": draft.title,
        "opens_at": draft.opens_at.isoformat() if draft.opens_at else None,
        "closes_at": draft.closes_at.isoformat() if draft.closes_at else None,
        "publicity": _notice(draft.publicity),
        "announcement": _notice(draft.announcement),
        "whole_estate": draft.whole_estate,
        "scope_reason": draft.scope_reason,
        "scope": scope_hash(content.unit_ids).hex(),
        "buildings": [[part.building, part.facts.counted, part.facts.area] for part in content.parts],
        "settings": content.situation.settings.to_json(),
        "matters": [matter_document(matter) for matter in draft.matters],
    }


def _notice(notice: LinkedNotice | None) -> dict[str, Any] | None:
    if notice is None:
        return None
    published_at = notice.published_at.isoformat() if notice.published_at else None
    return {"title": notice.title, "published_at": published_at, "hash": notice.hash()}


def changes(before: Words, now: Words, language: Language) -> list[ChangedLine]:
    """Both line by line, part by part; a part that says the same has its lines as kept."""
    return [
        ChangedLine(part, change, text)
        for part in BallotPart
        for change, text in compared(_lines(part, before, language), _lines(part, now, language))
    ]


_SAID = {
    "opens": Bilingual("开始 {}", "Opens {}"),
    "closes": Bilingual("截止 {}", "Closes {}"),
    "publicity": Bilingual("投票公示：{}", "Publicity: {}"),
    "announcement": Bilingual("投票公告：{}", "Announcement: {}"),
    "published": Bilingual("（{}公布，内容校验码 {}）", " (published {}, checksum {})"),
    "none": Bilingual("未选择", "none chosen"),
    "whole": Bilingual("全小区", "The whole estate"),
    "part": Bilingual("部分房屋：{}", "Some of the units: {}"),
    "building": Bilingual("{}：计入 {} 套、{} ㎡", "{}: {} units counting, {} m²"),
    "units": Bilingual("房屋清单校验码 {}", "Checksum of the list of units {}"),
    "matter": Bilingual("第 {} 项【{}】{}", "Matter {} [{}] {}"),
    "mode": Bilingual("　选择方式：{}", "  Choice: {}"),
    "seats": Bilingual("，应选 {} 人，最多选 {} 人", ", {} seats, at most {} picks"),
    "option": Bilingual("　· {}{}", "  · {}{}"),
    "role": Bilingual("（{}）", " ({})"),
}


def _lines(part: BallotPart, words: Words, language: Language) -> Sequence[str]:
    match part:
        case BallotPart.TITLE:
            return [words["title"]]
        case BallotPart.WINDOW:
            return list(_window(words, language))
        case BallotPart.NOTICES:
            return [
                _said(name, language, _notice_line(words[name], language)) for name in ("publicity", "announcement")
            ]
        case BallotPart.SCOPE:
            return list(_scope(words, language))
        case BallotPart.SETTINGS:
            explained = explain_settings(CountingSettings.from_json(words["settings"]))
            return [one.zh if language is Language.ZH else one.en for one in explained]
        case BallotPart.MATTERS:
            return [
                line
                for number, matter in enumerate(words["matters"], start=1)
                for line in _matter(number, matter, language)
            ]


def _said(name: str, language: Language, *values: object) -> str:
    return _SAID[name][language].format(*values)


def _window(words: Words, language: Language) -> Iterator[str]:
    if words["opens_at"]:
        yield _said("opens", language, instant_text(datetime.fromisoformat(words["opens_at"]), language))
    if words["closes_at"]:
        yield _said("closes", language, deadline_text(datetime.fromisoformat(words["closes_at"]), language))


def _notice_line(notice: Mapping[str, Any] | None, language: Language) -> str:
    if notice is None:
        return _SAID["none"][language]
    if notice["published_at"] is None:
        return str(notice["title"])
    published = instant_text(datetime.fromisoformat(notice["published_at"]), language)
    return str(notice["title"]) + _said("published", language, published, notice["hash"][:8])


def _scope(words: Words, language: Language) -> Iterator[str]:
    yield _SAID["whole"][language] if words["whole_estate"] else _said("part", language, words["scope_reason"] or "—")
    for building, units, area in words["buildings"]:
        yield _said("building", language, building, f"{units:,}", area_text(area))
    yield _said("units", language, words["scope"][:8])


def _matter(number: int, matter: Mapping[str, Any], language: Language) -> Iterator[str]:
    yield _said("matter", language, number, label(MatterKind(matter["kind"]), language), matter["title"])
    yield from (f"　{line}" for line in matter["description"].splitlines() if line.strip())
    mode = _said("mode", language, label(ChoiceMode(matter["choice_mode"]), language))
    if matter["seats"] is not None:
        mode += _said("seats", language, matter["seats"], matter["max_picks"] or matter["seats"])
    yield mode
    for option in matter["options"]:
        role = _said("role", language, label(OptionRole(option["role"]), language)) if option["role"] else ""
        yield _said("option", language, option["label"], "" if option["role"] in _SAYS_ITSELF else role)


# Candidates of an election need not be called so one by one.
_SAYS_ITSELF = (OptionRole.CANDIDATE.value,)
