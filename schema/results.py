"""Results, alarms and the watch over tallies in the API."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from domain.rules.policy import Permission
from domain.rules.refusals import NotInThisState
from domain.services import choices as choice_services
from domain.services import counting, roll_corrections
from domain.services import tallies as tally_services
from domain.store import tables
from resolvers import results as resolve
from resolvers.context import Info
from resolvers.estates import estate_if_any
from schema.castings import Choice
from schema.connections import Connection
from schema.estates import Estate
from schema.inputs import taking
from schema.problems import command, query
from schema.scalars import Area, Sha256
from schema.terms import Channel, MatterKind, MatterMode, Outcome, Usage

Document = dict[str, Any]


@strawberry.type(description="One matter's figures in one dimension: heads, or m² with two decimals.")
class Figures:
    """A side of the document."""

    all: str
    participating: str
    in_favour: str
    against: str
    abstain: str


@strawberry.type(description="One test of the law as it came out.")
class LegalTest:
    """A test of the document."""

    stage: str
    dimension: str
    numerator: str
    denominator: str
    operator: str
    fraction: str
    percentage: str
    holds: bool
    missing: str
    law: str
    sentence: str


@strawberry.type(description="What one candidate or choice received.")
class OptionResult:
    """An option of the document."""

    id: strawberry.ID
    label: str
    heads: int
    area: str
    passes: bool
    tests: list[LegalTest]


@strawberry.type(description="What became of a matter, with every test that decided it.")
class MatterResult:
    """A matter of the document."""

    id: strawberry.ID
    title: str
    kind: MatterKind
    mode: MatterMode
    rule_set: str
    law: str
    outcome: Outcome
    reason: str
    heads: Figures | None
    area: Figures | None
    tests: list[LegalTest]
    options: list[OptionResult]
    elected: list[strawberry.ID]
    run_off: list[strawberry.ID]
    vacant_seats: int | None
    strict: JSON | None = strawberry.field(
        description="The figures without the deemed votes, where silence was deemed to agree."
    )


@strawberry.type(description="Heads and m² with their percentages of all.")
class ResultShare:
    """The participation of the document."""

    heads: int
    area: str
    heads_percentage: str
    area_percentage: str


@strawberry.type(description="The published result of a ballot (计票结果).")
class BallotResult:
    """Bound to `resolvers.results.PublishedResult`."""

    ballot_id: strawberry.ID
    published_at: datetime
    roll_hash: Sha256
    input_digest: Sha256

    @strawberry.field
    def closes_on(self) -> date:
        """The last day; it chose the law."""
        return date.fromisoformat(_document(self)["closes_on"])

    @strawberry.field
    def settings_in_words(self, info: Info) -> list[str]:
        """The settings under which it was counted."""
        return [words[info.context.language] for words in _document(self)["settings_in_words"]]

    @strawberry.field
    def all_heads(self) -> int:
        """All heads in scope."""
        return int(_document(self)["all"]["heads"])

    @strawberry.field
    def all_area(self) -> str:
        """All counted area in scope, m²."""
        return str(_document(self)["all"]["area"])

    @strawberry.field
    def participating(self) -> ResultShare:
        """What took part."""
        return ResultShare(**_document(self)["participating"])

    @strawberry.field
    def castings(self) -> int:
        """How many units were cast."""
        return int(_document(self)["castings"])

    @strawberry.field
    def pad_castings(self) -> int:
        """How many of them on a helper's PAD."""
        return int(_document(self)["pad_castings"])

    @strawberry.field
    def transfers(self) -> int:
        """How many titles passed on during the window."""
        return int(_document(self)["corrections"]["transfers"])

    @strawberry.field
    def transfers_recorded_after_the_close(self) -> int:
        """How many of them the register learned of only after the close."""
        return int(_document(self)["corrections"]["recorded_after_close"])

    @strawberry.field
    def release_reason(self) -> str | None:
        """Why a person let a held tally go on, if one did."""
        release = _document(self)["release"]
        return str(release["reason"]) if release else None

    @strawberry.field
    def matters(self, info: Info) -> list[MatterResult]:
        """What became of each matter."""
        return [_matter(matter, info.context.language) for matter in _document(self)["matters"]]

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.PublishedResult)


def _document(result: Any) -> Document:
    document: Document = result.document
    return document


def _matter(matter: Document, language: str) -> MatterResult:
    return MatterResult(
        id=strawberry.ID(matter["id"]),
        title=matter["title"],
        kind=MatterKind(matter["kind"]),
        mode=MatterMode(matter["mode"]),
        rule_set=matter["rule_set"],
        law=matter["law"][language],
        outcome=Outcome(matter["outcome"]),
        reason=matter["reason"][language],
        heads=_figures(matter.get("heads")),
        area=_figures(matter.get("area")),
        tests=[_test(test, language) for test in matter["tests"]],
        options=[_option(option, language) for option in matter.get("options", ())],
        elected=[strawberry.ID(option) for option in matter.get("elected", ())],
        run_off=[strawberry.ID(option) for option in matter.get("run_off", ())],
        vacant_seats=matter.get("vacant_seats"),
        strict=matter.get("strict"),
    )


def _figures(given: Document | None) -> Figures | None:
    if given is None:
        return None
    return Figures(
        all=str(given["all"]),
        participating=str(given["participating"]),
        in_favour=str(given["for"]),
        against=str(given["against"]),
        abstain=str(given["abstain"]),
    )


def _test(test: Document, language: str) -> LegalTest:
    plain = {name: str(test[name]) for name in ("stage", "dimension", "operator", "fraction", "percentage")}
    counted = {name: str(test[name]) for name in ("numerator", "denominator", "missing")}
    return LegalTest(
        **plain, **counted, holds=test["holds"], law=test["law"][language], sentence=test["sentence"][language]
    )


def _option(option: Document, language: str) -> OptionResult:
    return OptionResult(
        id=strawberry.ID(option["id"]),
        label=option["label"],
        heads=option["heads"],
        area=option["area"],
        passes=option["passes"],
        tests=[_test(test, language) for test in option["tests"]],
    )


@strawberry.type(description="Something that a person must look at.")
class Alarm:
    """Bound to `tables.Alarm`."""

    id: strawberry.ID
    kind: str
    subject_id: strawberry.ID
    estate_id: strawberry.ID | None
    estate = strawberry.field(resolver=estate_if_any, graphql_type=Estate | None)
    street_code: str | None = strawberry.field(description="Of what belongs to no estate, such as a card reader.")
    detail: JSON
    raised_at: datetime
    cleared_at: datetime | None
    cleared_reason: str | None

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Alarm)


@strawberry.type(description="The ballot will be counted again.")
class TallyReleased:
    """Bound to `tallies.TallyReleased`."""

    ballot_id: strawberry.ID

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, tally_services.TallyReleased)


@strawberry.type(description="What was recorded for a unit.")
class ChoicesRead:
    """Bound to `choices.ChoicesRead`."""

    unit_id: strawberry.ID
    submission_id: strawberry.ID
    cast_at: datetime
    channel: Channel
    choices: list[Choice]

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, choice_services.ChoicesRead)


@strawberry.type
class ResultQueries:
    """Root fields of Query."""

    result = query(
        resolve.result,
        permission=Permission.READ_BALLOT,
        answers=BallotResult | None,
        description="The published result of a ballot.",
    )
    alarms = query(
        resolve.alarms,
        permission=Permission.READ_ALARMS,
        answers=Connection[Alarm],
        description="What a person must look at, newest first; `standing` or cleared, of one subject or of all.",
    )


@strawberry.input
class ReleaseTallyInput:
    """Why the held tally may go on, and by which law: `in_force` at the close, or as `frozen` at the approval."""

    ballot_id: UUID
    reason: str
    law: str = counting.IN_FORCE

    def command(self) -> tally_services.ReleaseTally:
        """As the domain takes it."""
        return tally_services.ReleaseTally(self.ballot_id, self.reason, self.law)


@strawberry.input
class CorrectRollInput:
    """What the roll should have had for one unit, and why."""

    ballot_id: UUID
    unit_id: UUID
    reason: str
    area: Area | None = None
    usage: Usage | None = None

    def command(self) -> roll_corrections.CorrectRoll:
        """As the domain takes it."""
        return roll_corrections.CorrectRoll(self.ballot_id, self.unit_id, self.reason, self.area, self.usage)


@strawberry.type(description="The correction stands beside the roll, which stays as it was frozen.")
class RollCorrected:
    """Bound to `roll_corrections.RollCorrected`."""

    id: UUID
    ballot_id: UUID
    unit_id: UUID

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, roll_corrections.RollCorrected)


@strawberry.input
class ClearAlarmInput:
    """What came of it."""

    alarm_id: UUID
    reason: str


@strawberry.input
class ReadChoicesInput:
    """Whose choices, and why; it goes on record."""

    ballot_id: UUID
    unit_id: UUID
    reason: str

    def command(self) -> choice_services.ReadChoices:
        """As the domain takes it."""
        return choice_services.ReadChoices(self.ballot_id, self.unit_id, self.reason)


async def clear_alarm(info: Info, input: ClearAlarmInput) -> Any:
    """Say that an alarm was looked at."""
    return await resolve.clear_alarm(info, input.alarm_id, input.reason)


@strawberry.type
class ResultMutations:
    """Root fields of Mutation."""

    release_tally = command(
        taking(resolve.release_tally, ReleaseTallyInput),
        permission=Permission.RELEASE_TALLY,
        success=TallyReleased,
        refusals=(NotInThisState,),
        description="Have a held tally go on. Nothing is overruled: it is counted again, twice.",
    )
    clear_alarm = command(
        clear_alarm,
        permission=Permission.READ_ALARMS,
        success=Alarm,
        refusals=(NotInThisState,),
        description="Say what came of an alarm.",
    )
    correct_roll = command(
        taking(resolve.correct_roll, CorrectRollInput),
        permission=Permission.CORRECT_ROLL,
        success=RollCorrected,
        refusals=(NotInThisState,),
        description="Correct a unit's area or usage in a frozen roll, until the ballot is counted.",
    )
    read_choices = command(
        taking(resolve.read_choices, ReadChoicesInput),
        permission=Permission.READ_CHOICES,
        success=ChoicesRead,
        refusals=(NotInThisState,),
        description="The choices recorded for one unit, after the close, on record.",
    )
