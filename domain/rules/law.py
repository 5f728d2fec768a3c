"""Which law governs a matter, and what it asks: rule sets are data, and nothing in a configuration weakens them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from domain.rules.digest import digest
from domain.rules.terms import MatterEffect, MatterKind


class Dimension(StrEnum):
    """What is counted: heads, 0.01 m² of floor area, or (in other codes of law) a share written in the title."""

    HEADS = "heads"
    AREA = "area"
    QUOTA = "quota"


class Numerator(StrEnum):
    """What a test measures. `for` is what the matter, or the option or candidate being tested, received."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    PARTICIPATING = "participating"
    CAST = "cast"


class Base(StrEnum):
    """What a test measures against: everything in scope, what took part, or what took part without abstaining."""

    ALL = "all"
    PARTICIPATING = "participating"
    CAST = "cast"


class Operator(StrEnum):
    """How the two are compared. 以上 includes the number (民法典 1259), so it is `>=`; 过半数 is `>`."""

    MORE = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="

    @property
    def is_upper_bound(self) -> bool:
        """Whether the test fails by too much instead of too little."""
        return self in (Operator.LESS, Operator.AT_MOST)


class Stage(StrEnum):
    """Whether a test asks if enough took part, or if enough agreed."""

    QUORUM = "quorum"
    PASS = "pass"  # noqa: S105 a stage of a vote, not a secret


class MatterClass(StrEnum):
    """The two classes of 民法典 278 and 物权法 76. The order is that of strictness."""

    ORDINARY = "ordinary"
    SPECIAL = "special"


SHARE = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction kept as it is written in the law, so that 2/3 is never a decimal."""

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if self.numerator < 0 or self.denominator < 1:
            raise ValueError(f"{self} is not a share of anything")

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2/3`. Raises ValueError for anything that is not two whole numbers with a denominator above 0."""
        parts = SHARE.fullmatch(text)
        if parts is None:
            raise ValueError(f"{text!r} is not a fraction such as 2/3")
        return cls(int(parts[1]), int(parts[2]))


@dataclass(frozen=True, slots=True)
class LegalTest:
    """One sentence of law: `numerator` is `operator` than `share` of `base`, in one dimension."""

    dimension: Dimension
    numerator: Numerator
    base: Base
    operator: Operator
    share: Share

    def holds(self, numerator: int, denominator: int) -> bool:
        """Compare on whole numbers. A share of nothing is never reached, whatever the operator."""
        if denominator <= 0:
            return False
        left = numerator * self.share.denominator
        right = self.share.numerator * denominator
        match self.operator:
            case Operator.MORE:
                return left > right
            case Operator.AT_LEAST:
                return left >= right
            case Operator.LESS:
                return left < right
            case Operator.AT_MOST:
                return left <= right

    def missing(self, numerator: int, denominator: int) -> int:
        """How many heads or 0.01 m² are missing (or, under an upper bound, too many), the denominator staying as it is.

        0 exactly when the test holds.
        """
        if self.holds(numerator, denominator):
            return 0
        scaled = self.share.numerator * denominator
        whole, rest = divmod(scaled, self.share.denominator)
        match self.operator:
            case Operator.MORE:
                distance = whole + 1 - numerator
            case Operator.AT_LEAST:
                distance = whole + (1 if rest else 0) - numerator
            case Operator.LESS:
                distance = numerator - (whole + (1 if rest else 0) - 1)
            case Operator.AT_MOST:
                distance = numerator - whole
        return max(distance, 1)

    def to_json(self) -> dict[str, object]:
        """The test as a recount file and a frozen rule set write it."""
        return {
            "dimension": self.dimension.value,
            "numerator": self.numerator.value,
            "base": self.base.value,
            "operator": self.operator.value,
            "fraction": str(self.share),
        }

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> Self:
        """Read back what `to_json` wrote. Raises KeyError or ValueError on anything else."""
        return cls(
            Dimension(str(document["dimension"])),
            Numerator(str(document["numerator"])),
            Base(str(document["base"])),
            Operator(str(document["operator"])),
            Share.parse(str(document["fraction"])),
        )


@dataclass(frozen=True, slots=True)
class RuleSet:
    """What a matter must reach: every quorum test and every pass test holds.

    `closes_from` and `closes_to` are the first and the last closing day it governs (None: open). `second_meeting`
    names the rule set that governs the same matter when it is called again, in the codes of law that have one.
    """

    id: str
    law: str
    quorum: tuple[LegalTest, ...]
    passing: tuple[LegalTest, ...]
    closes_from: date | None = None
    closes_to: date | None = None
    second_meeting: str | None = None

    def governs(self, closes_on: date) -> bool:
        """Whether a ballot that closes on this day falls under it (时间效力规定 1)."""
        after_start = self.closes_from is None or self.closes_from <= closes_on
        return after_start and (self.closes_to is None or closes_on <= self.closes_to)

    def dimensions(self) -> frozenset[Dimension]:
        """Every dimension that a test of this rule set looks at."""
        return frozenset(test.dimension for test in (*self.quorum, *self.passing))

    def to_json(self) -> dict[str, object]:
        """The whole rule set, as it is frozen when a ballot is approved."""
        return {
            "id": self.id,
            "law": self.law,
            "closes_from": self.closes_from.isoformat() if self.closes_from else None,
            "closes_to": self.closes_to.isoformat() if self.closes_to else None,
            "second_meeting": self.second_meeting,
            "quorum": [test.to_json() for test in self.quorum],
            "pass": [test.to_json() for test in self.passing],
        }

    def digest(self) -> str:
        """The SHA-256 under which the rule set is frozen."""
        return digest(self.to_json())

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> Self:
        """Read back what `to_json` wrote; only id, quorum and pass are needed. Raises KeyError or ValueError."""
        quorum, passing = document["quorum"], document["pass"]
        if not isinstance(quorum, list) or not isinstance(passing, list):
            raise ValueError("quorum and pass are lists of tests")
        return cls(
            id=str(document["id"]),
            law=str(document.get("law") or ""),
            quorum=tuple(LegalTest.from_json(test) for test in quorum),
            passing=tuple(LegalTest.from_json(test) for test in passing),
            closes_from=_day(document.get("closes_from")),
            closes_to=_day(document.get("closes_to")),
            second_meeting=_text(document.get("second_meeting")),
        )


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def both(numerator: Numerator, base: Base, operator: Operator, share: str) -> tuple[LegalTest, LegalTest]:
    """The double majority: the same test in heads and in floor area."""
    parsed = Share.parse(share)
    return (
        LegalTest(Dimension.HEADS, numerator, base, operator, parsed),
        LegalTest(Dimension.AREA, numerator, base, operator, parsed),
    )


PROPERTY_LAW_FROM = date(2007, 10, 1)
PROPERTY_LAW_TO = date(2020, 12, 31)
CIVIL_CODE_FROM = date(2021, 1, 1)

CN_2021_ORDINARY = RuleSet(
    id="CN-2021-ORDINARY",
    law="民法典278",
    quorum=both(Numerator.PARTICIPATING, Base.ALL, Operator.AT_LEAST, "2/3"),
    passing=both(Numerator.FOR, Base.PARTICIPATING, Operator.MORE, "1/2"),
    closes_from=CIVIL_CODE_FROM,
)
CN_2021_SPECIAL = RuleSet(
    id="CN-2021-SPECIAL",
    law="民法典278",
    quorum=both(Numerator.PARTICIPATING, Base.ALL, Operator.AT_LEAST, "2/3"),
    passing=both(Numerator.FOR, Base.PARTICIPATING, Operator.AT_LEAST, "3/4"),
    closes_from=CIVIL_CODE_FROM,
)
CN_2007_ORDINARY = RuleSet(
    id="CN-2007-ORDINARY",
    law="物权法76 + 条例12",
    quorum=both(Numerator.PARTICIPATING, Base.ALL, Operator.MORE, "1/2"),
    passing=both(Numerator.FOR, Base.ALL, Operator.MORE, "1/2"),
    closes_from=PROPERTY_LAW_FROM,
    closes_to=PROPERTY_LAW_TO,
)
CN_2007_SPECIAL = RuleSet(
    id="CN-2007-SPECIAL",
    law="物权法76 + 条例12",
    quorum=both(Numerator.PARTICIPATING, Base.ALL, Operator.MORE, "1/2"),
    passing=both(Numerator.FOR, Base.ALL, Operator.AT_LEAST, "2/3"),
    closes_from=PROPERTY_LAW_FROM,
    closes_to=PROPERTY_LAW_TO,
)
CN_279_UNANIMOUS = RuleSet(
    id="CN-279-UNANIMOUS",
    law="民法典279",
    quorum=(),
    passing=(LegalTest(Dimension.HEADS, Numerator.FOR, Base.ALL, Operator.AT_LEAST, Share(1, 1)),),
    closes_from=CIVIL_CODE_FROM,
)

RULE_SETS: Mapping[str, RuleSet] = {
    rule_set.id: rule_set
    for rule_set in (CN_2021_ORDINARY, CN_2021_SPECIAL, CN_2007_ORDINARY, CN_2007_SPECIAL, CN_279_UNANIMOUS)
}
BY_CLASS: Mapping[MatterClass, tuple[RuleSet, ...]] = {
    MatterClass.ORDINARY: (CN_2007_ORDINARY, CN_2021_ORDINARY),
    MatterClass.SPECIAL: (CN_2007_SPECIAL, CN_2021_SPECIAL),
}

# 民法典 278 names its special matters one by one; 物权法 76 named fewer of its own, and among them using the fund.
SPECIAL_SINCE_2021 = frozenset({MatterKind.REPAIR_FUND_RAISE, MatterKind.REBUILD, MatterKind.COMMON_PARTS_USE})
SPECIAL_UNTIL_2020 = frozenset({MatterKind.REPAIR_FUND_RAISE, MatterKind.REPAIR_FUND_USE, MatterKind.REBUILD})

KIND_OF_EFFECT: Mapping[MatterEffect, MatterKind] = {
    MatterEffect.REBUILDS: MatterKind.REBUILD,
    MatterEffect.CHANGES_COMMON_PARTS: MatterKind.COMMON_PARTS_USE,
    MatterEffect.EARNS_FROM_COMMON_PARTS: MatterKind.COMMON_PARTS_USE,
    MatterEffect.RAISES_REPAIR_FUND: MatterKind.REPAIR_FUND_RAISE,
}


class LegalWarning(StrEnum):
    """What the organizer and the street are told about the class of a matter."""

    BUNDLED = "bundled"
    RECLASSED = "reclassed"


class NoLawInForce(ValueError):
    """No built-in rule set governs a ballot that closes on this day: the first law is in force from 2007-10-01."""

    def __init__(self, closes_on: date) -> None:
        super().__init__(f"no built-in law governs a ballot that closes on {closes_on.isoformat()}")
        self.closes_on = closes_on


@dataclass(frozen=True, slots=True)
class Governing:
    """The rule set of a matter, its class, and what must be said about how it came by it."""

    rule_set: RuleSet
    matter_class: MatterClass
    warnings: tuple[LegalWarning, ...]


def class_of(kind: MatterKind, closes_on: date) -> MatterClass:
    """The class of one kind of matter on a closing day (民法典 278 第二款; before 2021 物权法 76 第二款)."""
    special = SPECIAL_UNTIL_2020 if closes_on <= PROPERTY_LAW_TO else SPECIAL_SINCE_2021
    return MatterClass.SPECIAL if kind in special else MatterClass.ORDINARY


def governing(kind: MatterKind, closes_on: date, effects: Iterable[MatterEffect] = ()) -> Governing:
    """The law of a matter on the day its ballot closes (时间效力规定 1), the strictest class of all that it does.

    An "other major" matter that rebuilds, or changes or earns from common parts, is re-classed. A matter that does
    more than one thing takes the strictest class and a warning. Raises NoLawInForce before 2007-10-01.
    """
    also = {KIND_OF_EFFECT[effect] for effect in effects} - {kind}
    kinds = {kind, *also}
    special = any(class_of(each, closes_on) is MatterClass.SPECIAL for each in kinds)
    matter_class = MatterClass.SPECIAL if special else MatterClass.ORDINARY
    rule_set = next((each for each in BY_CLASS[matter_class] if each.governs(closes_on)), None)
    if rule_set is None:
        raise NoLawInForce(closes_on)
    named = kinds - {MatterKind.OTHER_MAJOR}
    warnings = []
    if len(named) > 1:
        warnings.append(LegalWarning.BUNDLED)
    if matter_class is not class_of(kind, closes_on):
        warnings.append(LegalWarning.RECLASSED)
    return Governing(rule_set, matter_class, tuple(warnings))


def still_governs(frozen: RuleSet, kind: MatterKind, closes_on: date, effects: Iterable[MatterEffect] = ()) -> bool:
    """Whether the rule set frozen at approval is the one in force at the close; if not, a person must decide.

    Unanimity (民法典 279) is chosen by people, not by the kind: it only has to be in force on the day.
    """
    if frozen.digest() == CN_279_UNANIMOUS.digest():
        return frozen.governs(closes_on)
    try:
        return governing(kind, closes_on, effects).rule_set.digest() == frozen.digest()
    except NoLawInForce:
        return False


@dataclass(frozen=True, slots=True)
class Article:
    """Where a test is written, for people."""

    zh: str
    en: str


CIVIL_CODE_278 = Article("《民法典》第二百七十八条第二款", "Civil Code, article 278, paragraph 2")
ARTICLES: Mapping[tuple[str, Stage], Article] = {
    ("CN-2021-ORDINARY", Stage.QUORUM): CIVIL_CODE_278,
    ("CN-2021-ORDINARY", Stage.PASS): CIVIL_CODE_278,
    ("CN-2021-SPECIAL", Stage.QUORUM): CIVIL_CODE_278,
    ("CN-2021-SPECIAL", Stage.PASS): CIVIL_CODE_278,
    ("CN-2007-ORDINARY", Stage.QUORUM): Article(
        "《物业管理条例》第十二条", "Regulation on Property Management, article 12"
    ),
    ("CN-2007-ORDINARY", Stage.PASS): Article("《物权法》第七十六条第二款", "Property Law, article 76, paragraph 2"),
    ("CN-2007-SPECIAL", Stage.QUORUM): Article(
        "《物业管理条例》第十二条", "Regulation on Property Management, article 12"
    ),
    ("CN-2007-SPECIAL", Stage.PASS): Article("《物权法》第七十六条第二款", "Property Law, article 76, paragraph 2"),
    ("CN-279-UNANIMOUS", Stage.PASS): Article("《民法典》第二百七十九条", "Civil Code, article 279"),
}


def article_of(rule_set: RuleSet, stage: Stage) -> Article:
    """The article a test rests on; for a rule set of another code of law, the name of that law or of the rule set."""
    name = rule_set.law or rule_set.id
    foreign = Article(name, name)
    # A rule set that only borrows the id of a built-in one must not borrow its article.
    return ARTICLES.get((rule_set.id, stage), foreign) if rule_set == RULE_SETS.get(rule_set.id) else foreign
