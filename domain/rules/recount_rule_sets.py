"""Reading the rule sets of another code of law out of a recount file."""

import re
from collections.abc import Container, Mapping
from datetime import date

from domain.rules.json_reader import Fault, JsonReader, at, quoted
from domain.rules.law import (
    CN_2021_ORDINARY,
    RULE_SETS,
    Base,
    Dimension,
    LegalTest,
    Numerator,
    Operator,
    RuleSet,
    Share,
)

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class RuleSetReader(JsonReader):
    """Reads rule sets and days. After a fault a reading goes on with a stand-in, and the file is refused at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.remarks: list[Fault] = []

    def day(self, value: object, path: str) -> date | None:
        text = value if isinstance(value, str) else ""
        try:
            if DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass  # The shape of a date but not a day of the calendar: the same sentence says what to write.
        shown = quoted(value)
        self.fault(path, f"应为日期，如 2026-03-31，而不是 {shown}", f"must be a day such as 2026-03-31, not {shown}")
        return None

    def rule_sets(self, value: object, matters: Container[str]) -> dict[str, RuleSet]:
        """The rule sets of another code of law, by matter."""
        found: dict[str, RuleSet] = {}
        for matter, item in (self.members(value, "$.rule_sets") or {}).items():
            path = at("$.rule_sets", matter)
            if matter not in matters:
                self.fault(path, f"没有事项 {quoted(matter)}", f"there is no matter {quoted(matter)}")
            optional = ("law", "closes_from", "closes_to", "second_meeting")
            members = self.keyed(item, path, ("id", "quorum", "pass"), optional)
            found[matter] = CN_2021_ORDINARY if members is None else self.rule_set(members, path)
        return found

    def rule_set(self, members: Mapping[str, object], path: str) -> RuleSet:
        before = len(self.faults)
        identity = self.text(members["id"], at(path, "id")) if "id" in members else None
        quorum, passing = self.tests(members, "quorum", path), self.tests(members, "pass", path)
        if members.get("pass") == []:
            self.fault(at(path, "pass"), "至少要有一项通过条件", "must name at least one test, or anything would pass")
        texts = {
            key: self.text(members[key], at(path, key))
            for key in ("law", "second_meeting")
            if members.get(key) not in (None, "")
        }
        days = {
            key: self.day(members[key], at(path, key))
            for key in ("closes_from", "closes_to")
            if members.get(key) is not None
        }
        if identity is None or len(self.faults) > before:
            return CN_2021_ORDINARY
        built_in = RULE_SETS.get(identity)
        if built_in is not None and (quorum, passing) == (built_in.quorum, built_in.passing):
            return built_in
        if built_in is not None:
            self.remarks.append(
                Fault(
                    path,
                    "与内置的同名规则不同，按文件计算",
                    "differs from the built-in rule set of this name; counted as written",
                )
            )
        return RuleSet(
            id=identity,
            law=texts.get("law") or "",
            quorum=quorum,
            passing=passing,
            closes_from=days.get("closes_from"),
            closes_to=days.get("closes_to"),
            second_meeting=texts.get("second_meeting"),
        )

    def tests(self, members: Mapping[str, object], stage: str, path: str) -> tuple[LegalTest, ...]:
        if stage not in members:
            return ()
        listed = self.items(members[stage], at(path, stage))
        return tuple(test for place, item in listed if (test := self.test(item, place)) is not None)

    def test(self, value: object, path: str) -> LegalTest | None:
        keys = ("dimension", "numerator", "base", "operator", "fraction")
        members = self.keyed(value, path, keys)
        if members is None or not all(key in members for key in keys):
            return None
        dimension = self.one_of(members["dimension"], at(path, "dimension"), Dimension)
        numerator = self.one_of(members["numerator"], at(path, "numerator"), Numerator)
        base = self.one_of(members["base"], at(path, "base"), Base)
        operator = self.one_of(members["operator"], at(path, "operator"), Operator)
        share = self.share(members["fraction"], at(path, "fraction"))
        if dimension is None or numerator is None or base is None or operator is None or share is None:
            return None
        return LegalTest(dimension, numerator, base, operator, share)

    def share(self, value: object, path: str) -> Share | None:
        try:
            return Share.parse(value if isinstance(value, str) else "")
        except ValueError:
            shown = quoted(value)
            self.fault(path, f"应为分数，如 2/3，而不是 {shown}", f"must be a fraction such as 2/3, not {shown}")
            return None
