"""A ballot as it is counted: everything that the count is a function of, read once, and the count by the pure rules."""

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from domain.rules.ballot import Matter, Option
from domain.rules.digest import canonical
from domain.rules.law import Dimension, RuleSet, governing, still_governs
from domain.rules.periods import last_day
from domain.rules.roll import head_keys, is_counted
from domain.rules.settings import CountingSettings
from domain.rules.tally import MatterResult, Paper, Picks, Poll, Question, Row, gather, tally
from domain.rules.terms import ChoiceMode, MatterEffect, MatterKind, MatterMode, MatterState, OptionRole, Usage
from domain.store import tallies as store
from domain.store.castings import matter_mode
from domain.store.tallies import Measured, UnitRow

IN_FORCE = "in_force"
FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class Content:
    """What a ballot asks and by which rules it is counted. `labels` are what people call matters and options."""

    id: UUID
    estate_id: UUID
    title: str
    closes_at: datetime
    settings: CountingSettings
    roll_hash: bytes | None
    questions: tuple[Question, ...]
    ordinals: Mapping[int, tuple[int, str]]
    labels: Mapping[str, str]
    outdated: tuple[str, ...]
    released: bool

    @property
    def closes_on(self) -> date:
        """The last day; it chooses the law."""
        return last_day(self.closes_at)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the garbage collector away: the rows of a large roll live together, and it would walk them over and over."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Counted:
    """A ballot counted by the pure rules, and the SHA-256 of exactly what was counted."""

    content: Content
    rows: Sequence[UnitRow]
    poll: Poll
    results: tuple[MatterResult, ...]
    digest: bytes


_CONTENT = """
SELECT b.id, b.estate_id, b.title, b.closes_at, b.settings::text AS settings, b.roll_hash, b.release ->> 'law' AS law,
       m.id AS matter_id, m.kind, m.effects, m.title AS matter_title, m.choice_mode, m.seats, m.max_picks, m.state,
       m.rule_set::text AS rule_set, o.id AS option_id, o.ordinal, o.label, o.role
FROM ballots b JOIN matters m ON m.ballot_id = b.id JOIN options o ON o.matter_id = m.id
WHERE b.id = ANY($1::uuid[]) ORDER BY b.id, m.position, o.position
"""


async def read_content(driver: "store.Driver", ballots: Sequence[UUID]) -> dict[UUID, Content]:
    """What these ballots ask, in one statement."""
    by_ballot: dict[UUID, dict[UUID, list[Mapping[str, object]]]] = {}
    for row in await driver.fetch(_CONTENT, list(ballots)):
        by_ballot.setdefault(row["id"], {}).setdefault(row["matter_id"], []).append(dict(row))
    return {ballot: _content(ballot, matters) for ballot, matters in by_ballot.items()}


def _content(ballot: UUID, matters: Mapping[UUID, Sequence[Mapping[str, object]]]) -> Content:
    first = next(iter(matters.values()))[0]
    closes_at = first["closes_at"]
    assert isinstance(closes_at, datetime)
    roll_hash, estate = first["roll_hash"], first["estate_id"]
    assert isinstance(estate, UUID)
    questions: list[Question] = []
    outdated: list[str] = []
    ordinals: dict[int, tuple[int, str]] = {}
    labels: dict[str, str] = {}
    for position, rows in enumerate(matters.values()):
        matter = _matter(rows)
        rule_set = RuleSet.from_json(json.loads(str(rows[0]["rule_set"])))
        suspended = rows[0]["state"] == MatterState.SUSPENDED.value
        if not suspended and not still_governs(rule_set, matter.kind, last_day(closes_at), matter.effects):
            outdated.append(matter.id)
            if first["law"] == IN_FORCE:
                rule_set = governing(matter.kind, last_day(closes_at), matter.effects).rule_set
        questions.append(Question(matter, rule_set, suspended))
        labels[matter.id] = str(rows[0]["matter_title"])
        for row in rows:
            ordinals[int(str(row["ordinal"]))] = (position, str(row["option_id"]))
            labels[str(row["option_id"])] = str(row["label"])
    return Content(
        id=ballot,
        estate_id=estate,
        title=str(first["title"]),
        closes_at=closes_at,
        settings=CountingSettings.from_json(json.loads(str(first["settings"]))),
        roll_hash=roll_hash if isinstance(roll_hash, bytes) else None,
        questions=tuple(questions),
        ordinals=ordinals,
        labels=labels,
        outdated=tuple(outdated),
        released=first["law"] is not None,
    )


def _matter(rows: Sequence[Mapping[str, object]]) -> Matter:
    first = rows[0]
    roles = [OptionRole(str(row["role"])) for row in rows]
    effects, seats, picks = first["effects"], first["seats"], first["max_picks"]
    assert isinstance(effects, list)
    return Matter(
        id=str(first["matter_id"]),
        kind=MatterKind(str(first["kind"])),
        mode=matter_mode(ChoiceMode(str(first["choice_mode"])), roles),
        options=tuple(Option(str(row["option_id"]), role) for row, role in zip(rows, roles, strict=True)),
        seats=seats if isinstance(seats, int) else None,
        max_picks=picks if isinstance(picks, int) else None,
        effects=frozenset(MatterEffect(effect) for effect in effects),
    )


def count(content: Content, rows: Sequence[UnitRow]) -> Counted:
    """Count a ballot by the pure rules; the rows are those of its roll, in the order of their units."""
    poll = gather(_poll_rows(content, rows))
    return Counted(content, rows, poll, tally(content.questions, poll, content.settings), input_digest(content, rows))


def owners_of(row: UnitRow) -> frozenset[str]:
    """The owners of a unit; none are known where it is empty."""
    return frozenset(row.owners.split(",")) if row.owners else frozenset()


def _poll_rows(content: Content, rows: Sequence[UnitRow]) -> list[Row]:
    counting = {usage.value for usage in Usage if is_counted(usage, content.settings.area_kinds)}
    counted = [row for row in rows if row.usage in counting]
    keys = head_keys(((row.unit, owners_of(row), row.stock) for row in counted), content.settings.co_owner)
    papers: dict[str, Paper] = {}
    listed: list[Row] = []
    for row, key in zip(counted, keys, strict=True):
        paper: Paper | None = None
        if row.choices is not None:
            paper = papers.get(row.choices)
            if paper is None:
                paper = papers[row.choices] = paper_of(content, row.choices)
        listed.append((row.unit, key, row.area, row.cast_at, paper, row.reached))
    return listed


def paper_of(content: Content, choices: str) -> Paper:
    """Recorded ordinals, as PostgreSQL writes an array, as the picks for each matter in the order of the matters."""
    picks: list[Picks] = [()] * len(content.questions)
    for ordinal in filter(None, choices.strip("{}").split(",")):
        position, option = content.ordinals[int(ordinal)]
        picks[position] = (*picks[position], option)
    return tuple(picks)


def input_digest(content: Content, rows: Sequence[UnitRow]) -> bytes:
    """The SHA-256 of everything that the count depends on: rules, matters, settings, and one line per unit."""
    header = {
        "closes_on": content.closes_on.isoformat(),
        "settings": content.settings.to_json(),
        "matters": [
            {
                "id": question.matter.id,
                "rule_set": question.rule_set.to_json(),
                "suspended": question.suspended,
                "options": [[option.id, option.role.value] for option in question.matter.options],
            }
            for question in content.questions
        ],
        "ordinals": {str(ordinal): option for ordinal, (_, option) in sorted(content.ordinals.items())},
    }
    found = sha256(canonical(header))
    found.update("\n".join(row.line for row in rows).encode())
    return found.digest()


def differences(counted: Counted, measured: Measured) -> list[str]:
    """Where the count by the rules and the count by the database differ: nothing is published unless this is empty."""
    expected = _figures(counted)
    comparable = {subject for subject, _ in expected}
    given = {key: value for key, value in measured.items() if key[0] in comparable and value != (0, 0)}
    expected = {key: value for key, value in expected.items() if value != (0, 0)}
    return [
        f"{subject or 'roll'} {measure}: rules {expected.get((subject, measure))}, SQL {given.get((subject, measure))}"
        for subject, measure in sorted(expected.keys() | given.keys())
        if expected.get((subject, measure)) != given.get((subject, measure))
    ]


def _figures(counted: Counted) -> Measured:
    """The pure count in the shape of the measured one, without the deemed votes and without suspended matters."""
    heads, area = counted.poll[Dimension.HEADS], counted.poll[Dimension.AREA]
    figures: Measured = {
        ("", "all"): (heads.all, area.all),
        ("", "silent"): (heads.silent_reached, area.silent_reached),
    }
    for question, result in zip(counted.content.questions, counted.results, strict=True):
        if question.suspended:
            continue
        strict = result.strict or result
        by_heads, by_area = strict.figures[Dimension.HEADS], strict.figures[Dimension.AREA]
        matter = question.matter
        sides = {
            OptionRole.FOR: (by_heads.in_favour, by_area.in_favour),
            OptionRole.AGAINST: (by_heads.against, by_area.against),
            OptionRole.ABSTAIN: (by_heads.abstain, by_area.abstain),
        }
        for role, pair in sides.items():
            figures[matter.id, role.value] = pair
        for option in strict.options:
            figures[option.id, "option"] = (option.heads, option.area)
        if matter.mode is MatterMode.SINGLE:
            figures.update({(option.id, "option"): sides[option.role] for option in matter.options})
    return figures
