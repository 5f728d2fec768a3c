"""A ballot as its organizer writes it: what may still be missing, how it is counted, and what exactly is frozen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.rules.ballot import Matter, Option
from domain.rules.digest import digest
from domain.rules.law import RuleSet, governing
from domain.rules.periods import last_day
from domain.rules.settings import CountingSettings
from domain.rules.terms import (
    ChoiceMode,
    MatterEffect,
    MatterKind,
    MatterMode,
    NoticeKind,
    NoticeState,
    OptionRole,
)

CONTENT_FORMAT = "gongjue-ballot/1"


def agenda_item(kind: str, title: str) -> tuple[str, str]:
    """A matter as an agenda names it: its kind and its title, however its words are spaced."""
    return (str(kind), " ".join(title.split()))


@dataclass(frozen=True, slots=True)
class DraftOption:
    """One answer as written; a free text has no role yet."""

    label: str
    role: OptionRole | None


@dataclass(frozen=True, slots=True)
class DraftMatter:
    """One question as written."""

    kind: MatterKind
    title: str
    description: str
    choice_mode: ChoiceMode
    options: tuple[DraftOption, ...]
    effects: frozenset[MatterEffect] = frozenset()
    seats: int | None = None
    max_picks: int | None = None

    @property
    def agenda_item(self) -> tuple[str, str]:
        """What a notice must announce so that this may be voted on."""
        return agenda_item(self.kind, self.title)


@dataclass(frozen=True, slots=True)
class LinkedNotice:
    """A notice as a ballot looks at it; `agenda` holds (kind, title) pairs."""

    id: UUID
    kind: NoticeKind
    estate_id: UUID
    state: NoticeState
    published_at: datetime | None
    agenda: frozenset[tuple[str, str]]
    title: str
    body: str

    def hash(self) -> str:
        """The SHA-256 of what the notice says and when it was published."""
        return digest(
            {
                "id": str(self.id),
                "kind": self.kind.value,
                "title": self.title,
                "body": self.body,
                "agenda": sorted(list(item) for item in self.agenda),
                "published_at": self.published_at.isoformat() if self.published_at else None,
            }
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A ballot's definition. Instants are UTC; `closes_at` is the first instant that is too late."""

    estate_id: UUID
    title: str
    agreed: bool
    matters: tuple[DraftMatter, ...]
    publicity: LinkedNotice | None
    announcement: LinkedNotice | None
    opens_at: datetime | None
    closes_at: datetime | None
    whole_estate: bool
    scope_reason: str | None


def mode_of(choice_mode: ChoiceMode, roles: Sequence[OptionRole | None]) -> MatterMode:
    """How a matter is counted: 差额 and 等额 are elections, and a single choice among things is a `choice`."""
    if choice_mode is not ChoiceMode.SINGLE:
        return MatterMode.ELECTION
    return MatterMode.CHOICE if OptionRole.CHOICE in roles else MatterMode.SINGLE


def lawful_matter(position: int, matter: DraftMatter) -> Matter:
    """The matter as the law's functions look at it. Options without a role are left out; labels stand for ids."""
    return Matter(
        id=str(position),
        kind=matter.kind,
        mode=mode_of(matter.choice_mode, [option.role for option in matter.options]),
        options=tuple(Option(option.label.strip(), option.role) for option in matter.options if option.role),
        seats=matter.seats,
        max_picks=matter.max_picks,
        effects=matter.effects,
    )


def rule_sets_of(draft: Draft) -> tuple[RuleSet, ...]:
    """The law of each matter on the last day of the window; empty as long as the window is open-ended.

    Raises `NoLawInForce` for a day before the first law.
    """
    if draft.closes_at is None:
        return ()
    closes_on = last_day(draft.closes_at)
    return tuple(governing(matter.kind, closes_on, matter.effects).rule_set for matter in draft.matters)


def content_document(draft: Draft, settings: CountingSettings, unit_ids: Sequence[UUID]) -> dict[str, object]:
    """Exactly what a reviewer is shown and approves: every word, the window, the scope, the notices and the law."""
    rule_sets = rule_sets_of(draft)
    return {
        "format": CONTENT_FORMAT,
        "estate": str(draft.estate_id),
        "title": draft.title,
        "agreed": draft.agreed,
        "opens_at": _instant(draft.opens_at),
        "closes_at": _instant(draft.closes_at),
        "whole_estate": draft.whole_estate,
        "scope_reason": draft.scope_reason,
        "scope": scope_hash(unit_ids).hex(),
        "publicity": draft.publicity.hash() if draft.publicity else None,
        "announcement": draft.announcement.hash() if draft.announcement else None,
        "settings": settings.to_json(),
        "matters": [matter_document(matter) for matter in draft.matters],
        "rule_sets": [rule_set.to_json() for rule_set in rule_sets],
    }


def matter_document(matter: DraftMatter) -> dict[str, object]:
    """Every word of one matter."""
    return {
        "kind": matter.kind.value,
        "effects": sorted(effect.value for effect in matter.effects),
        "title": matter.title,
        "description": matter.description,
        "choice_mode": matter.choice_mode.value,
        "seats": matter.seats,
        "max_picks": matter.max_picks,
        "options": [
            {"label": option.label, "role": option.role.value if option.role else None} for option in matter.options
        ],
    }


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def content_hash(draft: Draft, settings: CountingSettings, unit_ids: Sequence[UUID]) -> bytes:
    """The SHA-256 (32 bytes) that an approval must name."""
    return hash_of(content_document(draft, settings, unit_ids))


def scope_hash(unit_ids: Sequence[UUID]) -> bytes:
    """The SHA-256 over a scope's units, whatever their order."""
    return hash_of(sorted(str(unit) for unit in unit_ids))


def rules_hash(settings: CountingSettings, rule_sets: Sequence[RuleSet]) -> bytes:
    """The SHA-256 over the settings and the rule set of every matter, in their order."""
    return hash_of({"settings": settings.to_json(), "matters": [rule_set.to_json() for rule_set in rule_sets]})


def notices_hash(publicity: LinkedNotice | None, announcement: LinkedNotice | None) -> bytes:
    """The SHA-256 over both linked notices."""
    return hash_of([notice.hash() if notice else None for notice in (publicity, announcement)])


def hash_of(document: object) -> bytes:
    """The SHA-256 (32 bytes) of a document's canonical form."""
    return bytes.fromhex(digest(document))
