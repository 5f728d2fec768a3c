"""Reading a recount file: every fault of it at once, each with its JSON path, or values that can be counted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.rules.ballot import ROLES_OF_MODE, AnswerFault, AnswerFaultKind, Matter, Option, answer_faults
from domain.rules.json_reader import Fault, at, quoted
from domain.rules.law import (
    Dimension,
    NoLawInForce,
    RuleSet,
    governing,
)
from domain.rules.periods import day_of
from domain.rules.recount_rule_sets import RuleSetReader
from domain.rules.roll import RollUnit, is_counted
from domain.rules.settings import DEFAULT_AREA_KINDS, NEVER_COUNTED, CoOwner, CountingSettings, ElectionRank, Silent
from domain.rules.tally import Question
from domain.rules.terms import Channel, MatterEffect, MatterKind, MatterMode, OptionRole, Usage

FORMAT = "gongjue-recount/1"
MOST_PICKS = 1_000_000
TESTED_ROLE: Mapping[MatterMode, OptionRole] = {
    MatterMode.SINGLE: OptionRole.FOR,
    MatterMode.CHOICE: OptionRole.CHOICE,
    MatterMode.ELECTION: OptionRole.CANDIDATE,
}


@dataclass(frozen=True, slots=True)
class FileUnit:
    """A unit at the close. `delivered`: there is proof that the notice reached its owners. `quota`: in hundredths."""

    unit: RollUnit
    delivered: bool
    quota: int | None


@dataclass(frozen=True, slots=True)
class FileCasting:
    """One unit's answers, and whose it was when it was cast. `channel` is told in the result and never counted by."""

    unit: str
    owners: frozenset[str]
    at: datetime
    choices: Mapping[str, tuple[str, ...]]
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class RecountFile:
    """A file without faults. `remarks` are what a reader should know though the file can be counted."""

    closes_on: date
    settings: CountingSettings
    units: tuple[FileUnit, ...]
    castings: tuple[FileCasting, ...]
    questions: tuple[Question, ...]
    remarks: tuple[Fault, ...]


class FaultyRecountFile(ValueError):
    """The file cannot be counted; `faults` is everything that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)


def read(document: object) -> RecountFile:
    """Read a decoded `gongjue-recount/1` document. Raises FaultyRecountFile with every fault.

    A key that the format does not have is a fault: a misspelt one would silently change the count.
    """
    return _Reading().file(document)


INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
# Beyond these years an instant cannot be moved to Shanghai's day without leaving the calendar.
EARLIEST_YEAR, LATEST_YEAR = "1900", "2999"


class _Reading(RuleSetReader):
    """One reading of one file, from the settings to the castings, which need the units and the matters.

    A faulty unit or matter is kept with stand-ins for what could not be read, so that what refers to it is judged too;
    none of them is ever counted, because a file with a fault is refused.
    """

    def __init__(self) -> None:
        super().__init__()
        self.without_options: set[str] = set()
        # What refers to a list that is not there at all is not a fault of its own.
        self.units_listed = self.matters_listed = True

    def file(self, document: object) -> RecountFile:
        needed, optional = ("format", "closes_on", "units", "castings", "matters"), ("settings", "rule_sets")
        members = self.keyed(document, "$", needed, optional)
        if members is None:
            raise FaultyRecountFile(self.faults)
        if "format" in members and members["format"] != FORMAT:
            marker = quoted(members["format"])
            self.fault("$.format", f"应为 {quoted(FORMAT)}，而不是 {marker}", f"must be {quoted(FORMAT)}, not {marker}")
        closes_on = self.day(members["closes_on"], "$.closes_on") if "closes_on" in members else None
        settings = self.settings(members.get("settings", {}), "$.settings")
        self.units_listed = isinstance(members.get("units"), list)
        self.matters_listed = isinstance(members.get("matters"), list)
        units = self.units(members["units"]) if "units" in members else {}
        matters = self.matters(members["matters"]) if "matters" in members else {}
        foreign = self.rule_sets(members.get("rule_sets", {}), matters)
        castings = self.castings(members["castings"], units, matters) if "castings" in members else []
        questions = self.questions(matters, foreign, closes_on)
        self.quotas(units, questions, settings)
        if self.faults or closes_on is None:
            raise FaultyRecountFile(self.faults)
        for position, casting in enumerate(castings):
            if day_of(casting.at) > closes_on:
                path = f"$.castings[{position}].at"
                self.remarks.append(
                    Fault(path, "晚于截止日，仍按文件计入", "is after the close; counted as the file has it")
                )
        return RecountFile(
            closes_on, settings, tuple(units.values()), tuple(castings), tuple(questions), tuple(self.remarks)
        )

    def instant(self, value: object, path: str) -> datetime | None:
        text = value if isinstance(value, str) else ""
        try:
            if INSTANT.fullmatch(text) and EARLIEST_YEAR <= text[:4] <= LATEST_YEAR:
                return datetime.fromisoformat(text)
        except ValueError:
            pass  # The shape of an instant but not one of the calendar, such as 25 o'clock: the same sentence.
        self.fault(
            path,
            f"应为带时区的时刻，如 2026-03-20T10:00:00+08:00，而不是 {quoted(value)}",
            f"must be an instant with its offset such as 2026-03-20T10:00:00+08:00, not {quoted(value)}",
        )
        return None

    def settings(self, value: object, path: str) -> CountingSettings:
        keys = ("co_owner", "area_kinds", "silent", "election_rank", "households")
        members = self.keyed(value, path, (), keys) or {}
        co_owner, silent, rank = CoOwner.EXACT_SET, Silent.NONE, ElectionRank.HEADS_THEN_AREA
        kinds, households = DEFAULT_AREA_KINDS, None
        if "co_owner" in members:
            co_owner = self.one_of(members["co_owner"], at(path, "co_owner"), CoOwner) or co_owner
        if "area_kinds" in members:
            kinds = self.area_kinds(members["area_kinds"], at(path, "area_kinds"))
        if "silent" in members:
            silent = self.one_of(members["silent"], at(path, "silent"), Silent) or silent
        if "election_rank" in members:
            rank = self.one_of(members["election_rank"], at(path, "election_rank"), ElectionRank) or rank
        if "households" in members:
            households = self.whole(members["households"], at(path, "households"), 0)
        return CountingSettings(co_owner, kinds, silent, rank, households)

    def area_kinds(self, value: object, path: str) -> frozenset[Usage]:
        kinds = set()
        for place, item in self.items(value, path):
            kind = self.one_of(item, place, Usage)
            if kind in NEVER_COUNTED:
                self.remarks.append(Fault(place, f"{kind} 从不计入", f"{kind} never counts, whatever the settings say"))
            elif kind is not None:
                kinds.add(kind)
        return frozenset(kinds)

    def owners(self, members: Mapping[str, object], path: str) -> frozenset[str]:
        if "owners" not in members:
            return frozenset()
        listed = self.items(members["owners"], at(path, "owners"))
        return frozenset(owner for place, item in listed if (owner := self.text(item, place)) is not None)

    def new_id(self, members: Mapping[str, object], path: str, taken: Mapping[str, object]) -> str | None:
        if "id" not in members:
            return None
        identity = self.text(members["id"], at(path, "id"))
        if identity is not None and identity in taken:
            self.fault(at(path, "id"), f"{quoted(identity)} 重复", f"{quoted(identity)} is used more than once")
            return None
        return identity

    def units(self, value: object) -> dict[str, FileUnit]:
        units: dict[str, FileUnit] = {}
        for path, item in self.each(value, "$.units", "id"):
            needed, optional = ("id", "area", "kind", "owners"), ("developer_stock", "delivered", "quota")
            members = self.keyed(item, path, needed, optional)
            if members is None:
                continue
            identity = self.new_id(members, path, units)
            area = self.hundredths(members["area"], at(path, "area")) if "area" in members else None
            usage = self.one_of(members["kind"], at(path, "kind"), Usage) if "kind" in members else None
            owners = self.owners(members, path)
            stock = self.flag(members.get("developer_stock", False), at(path, "developer_stock"))
            delivered = self.flag(members.get("delivered", False), at(path, "delivered"))
            quota = self.hundredths(members["quota"], at(path, "quota")) if "quota" in members else None
            if identity is not None:
                unit = RollUnit(identity, area or 0, usage or Usage.HOME, owners, stock or False)
                units[identity] = FileUnit(unit, delivered or False, quota)
        return units

    def matters(self, value: object) -> dict[str, Matter]:
        matters: dict[str, Matter] = {}
        if value == []:
            self.fault("$.matters", "至少要有一个事项", "must name at least one matter")
        for path, item in self.each(value, "$.matters", "id"):
            members = self.keyed(
                item, path, ("id", "kind", "mode", "options"), ("seats", "max_picks", "effects", "title")
            )
            if members is None:
                continue
            identity = self.new_id(members, path, matters)
            matter = self.matter(members, path, identity or "")
            if identity is not None:
                matters[identity] = matter
                if not matter.options:
                    self.without_options.add(identity)
        return matters

    def matter(self, members: Mapping[str, object], path: str, identity: str) -> Matter:
        kind = self.one_of(members["kind"], at(path, "kind"), MatterKind) if "kind" in members else None
        mode = self.one_of(members["mode"], at(path, "mode"), MatterMode) if "mode" in members else None
        options = self.options(members["options"], at(path, "options"), mode) if "options" in members else ()
        seats = self.whole(members["seats"], at(path, "seats"), 1) if "seats" in members else None
        picks = self.whole(members["max_picks"], at(path, "max_picks"), 1) if "max_picks" in members else None
        if mode is MatterMode.ELECTION and "seats" not in members:
            self.fault(path, '选举事项缺少 "seats"', 'an election needs "seats"')
        effects = frozenset(
            effect
            for place, item in self.items(members.get("effects", []), at(path, "effects"))
            if (effect := self.one_of(item, place, MatterEffect)) is not None
        )
        if "title" in members:
            self.text(members["title"], at(path, "title"))
        unknown_limit = seats is None or ("max_picks" in members and picks is None)
        if mode is None or (mode is MatterMode.ELECTION and unknown_limit):
            # How many picks are allowed cannot be known, so no number of them is a fault of its own.
            mode, picks = MatterMode.ELECTION, max(len(options), MOST_PICKS)
        return Matter(identity, kind or MatterKind.OTHER_MAJOR, mode, options, seats, picks, effects)

    def options(self, value: object, path: str, mode: MatterMode | None) -> tuple[Option, ...]:
        options: dict[str, Option] = {}
        if value == []:
            self.fault(path, "至少要有一个选项", "must name at least one option")
        before = len(self.faults)
        for place, item in self.items(value, path):
            members = self.keyed(item, place, ("id", "role"), ("title",))
            if members is None:
                continue
            identity = self.new_id(members, place, options)
            role = self.one_of(members["role"], at(place, "role"), OptionRole) if "role" in members else None
            if role is not None and mode is not None and role not in ROLES_OF_MODE[mode]:
                self.fault(at(place, "role"), f"{role} 不能用于 {mode} 事项", f"{role} has no place in a {mode} matter")
            if "title" in members:
                self.text(members["title"], at(place, "title"))
            if identity is not None:
                options[identity] = Option(identity, role or OptionRole.CANDIDATE)
        tested = TESTED_ROLE[mode] if mode is not None and len(self.faults) == before else None
        if options and tested is not None and all(option.role is not tested for option in options.values()):
            self.fault(path, f"没有 {tested} 选项", f"no option has the role {tested}")
        return tuple(options.values())

    def castings(
        self, value: object, units: Mapping[str, FileUnit], matters: Mapping[str, Matter]
    ) -> list[FileCasting]:
        castings: list[FileCasting] = []
        first: dict[str, str] = {}
        for path, item in self.each(value, "$.castings", "unit"):
            members = self.keyed(item, path, ("unit", "owners", "at", "choices"), ("channel",))
            if members is None:
                continue
            unit = self.text(members["unit"], at(path, "unit")) if "unit" in members else None
            if unit is not None:
                shown = quoted(unit)
                if unit not in units and self.units_listed:
                    self.fault(at(path, "unit"), f"没有房屋 {shown}", f"there is no unit {shown}")
                if first.setdefault(unit, path) != path:
                    self.fault(
                        at(path, "unit"),
                        f"房屋 {shown} 已在 {first[unit]} 投票",
                        f"unit {shown} was already cast in {first[unit]}",
                    )
            owners = self.owners(members, path)
            instant = self.instant(members["at"], at(path, "at")) if "at" in members else None
            choices = self.choices(members["choices"], at(path, "choices"), matters) if "choices" in members else {}
            channel = self.one_of(members["channel"], at(path, "channel"), Channel) if "channel" in members else None
            if unit is not None and instant is not None:
                castings.append(FileCasting(unit, owners, instant, choices, channel))
        return castings

    def choices(self, value: object, path: str, matters: Mapping[str, Matter]) -> dict[str, tuple[str, ...]]:
        choices: dict[str, tuple[str, ...]] = {}
        unreadable = set(self.without_options)
        members = self.members(value, path)
        if members is None:
            return choices
        for matter, item in members.items():
            place, before = at(path, matter), len(self.faults)
            picks = tuple(pick for spot, each in self.items(item, place) if (pick := self.text(each, spot)) is not None)
            if len(self.faults) > before:
                unreadable.add(matter)
            choices[matter] = picks
        readable = [matter for matter in matters.values() if matter.id not in unreadable]
        judged = {matter: picks for matter, picks in choices.items() if matter not in unreadable}
        for fault in answer_faults(readable, judged) if self.matters_listed else ():
            zh, en = _answer_sentence(fault)
            place = path if fault.matter not in choices else at(path, fault.matter)
            if fault.kind is AnswerFaultKind.UNANSWERED:
                # A casting takes part in the whole ballot; whoever names nothing in a matter abstains in it.
                self.remarks.append(Fault(place, zh, en))
            else:
                self.fault(place, zh, en)
        return {**dict.fromkeys(matters, ()), **choices}

    def questions(
        self,
        matters: Mapping[str, Matter],
        foreign: Mapping[str, RuleSet],
        closes_on: date | None,
    ) -> list[Question]:
        questions: list[Question] = []
        if closes_on is None:
            return questions
        for identity, matter in matters.items():
            rule_set = foreign[identity] if identity in foreign else self.built_in(matter, closes_on)
            if rule_set is not None:
                questions.append(Question(matter, rule_set))
        return questions

    def built_in(self, matter: Matter, closes_on: date) -> RuleSet | None:
        try:
            return governing(matter.kind, closes_on, matter.effects).rule_set
        except NoLawInForce:
            shown = quoted(matter.id)
            self.fault(
                "$.closes_on",
                f"{closes_on} 截止时没有适用于事项 {shown} 的内置规则，请在 rule_sets 中写明",
                f"no built-in rule set governs matter {shown} on {closes_on}; name one in rule_sets",
            )
            return None

    def quotas(self, units: Mapping[str, FileUnit], questions: Sequence[Question], settings: CountingSettings) -> None:
        """A rule set that tests quotas needs the quota of every unit that counts."""
        if not any(Dimension.QUOTA in question.rule_set.dimensions() for question in questions):
            return
        for unit in units.values():
            if unit.quota is None and is_counted(unit.unit.usage, settings.area_kinds):
                shown = quoted(unit.unit.id)
                self.fault(
                    "$.units", f'房屋 {shown} 缺少 "quota"', f'unit {shown} has no "quota", which a rule set tests'
                )


def _answer_sentence(fault: AnswerFault) -> tuple[str, str]:
    matter, option = quoted(fault.matter), quoted(fault.option)
    match fault.kind:
        case AnswerFaultKind.UNKNOWN_MATTER:
            return f"没有事项 {matter}", f"there is no matter {matter}"
        case AnswerFaultKind.UNKNOWN_OPTION:
            return f"没有选项 {option}", f"there is no option {option}"
        case AnswerFaultKind.REPEATED_OPTION:
            return f"选项 {option} 重复", f"option {option} is picked more than once"
        case AnswerFaultKind.TOO_MANY_PICKS:
            return f"最多选 {fault.limit} 项", f"more picks than the limit of {fault.limit}"
        case AnswerFaultKind.CONTRADICTORY:
            return "弃权或反对不能与其他选项同选", "abstaining or refusing cannot be combined with other picks"
        case AnswerFaultKind.UNANSWERED:
            return f"事项 {matter} 没有作答，计为弃权", f"matter {matter} is not answered, which counts as abstaining"
        case AnswerFaultKind.SUSPENDED_MATTER:
            return f"事项 {matter} 已挂起", f"matter {matter} is suspended"
