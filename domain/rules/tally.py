"""The count: from the roll and the castings to every test of the law, in whole numbers.

First `gather` puts equal answers on one pile, per dimension; then each matter is counted from the piles. The cost per
unit is one pass over plain tuples, however many matters there are.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.rules.ballot import Matter, is_lawful_committee
from domain.rules.law import Base, Dimension, LegalTest, Numerator, RuleSet, Stage
from domain.rules.settings import CountingSettings, ElectionRank, Silent
from domain.rules.terms import MatterKind, MatterMode, OptionRole, Outcome

Picks = tuple[str, ...]
Paper = tuple[Picks, ...]
"""The answers of one casting: the picks for each matter, in the order of the matters; () for a suspended one."""

Row = tuple[str, Hashable, int, datetime | None, Paper | None, bool]
"""One counted unit in scope: id, head, 0.01 m², instant and paper of its casting (None, None: silent), notice proven.

The head of a unit that was cast is that of its owners when it was cast, of any other that of its owners at the close
(operation guide, transfers); so every numerator is part of its denominator.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """One dimension of a ballot: what there is, what each paper weighs, and what is silent though it was reached."""

    all: int
    papers: Mapping[Paper, int]
    silent_reached: int


Poll = Mapping[Dimension, Column]
DOUBLE_MAJORITY = frozenset({Dimension.HEADS, Dimension.AREA})


def gather(rows: Iterable[Row], quotas: Mapping[str, int] | None = None) -> Poll:
    """Pile up equal papers, once for all matters.

    A head takes part if one of its units was cast; only the cast units' area takes part. A head whose castings differ
    counts by its earliest (equal instants: the smaller unit id), its areas count as each unit was cast. `quotas` gives
    each unit's share in a third dimension, for the codes of law that have one.
    """
    decisive: dict[Hashable, tuple[datetime, str, Paper]] = {}
    silent_heads: set[Hashable] = set()
    reached: list[tuple[str, Hashable, int]] = []
    area: dict[Paper, int] = {}
    quota: dict[Paper, int] = {}
    everything = 0
    for unit, head, size, at, paper, proven in rows:
        everything += size
        if paper is None or at is None:
            silent_heads.add(head)
            if proven:
                reached.append((unit, head, size))
            continue
        area[paper] = area.get(paper, 0) + size
        if quotas is not None:
            quota[paper] = quota.get(paper, 0) + quotas[unit]
        earliest = decisive.get(head)
        if earliest is None or at < earliest[0] or (at == earliest[0] and unit < earliest[1]):
            decisive[head] = (at, unit, paper)
    # An owner who answered for one unit is not silent: their other units' areas are never deemed to be anything.
    deemed = [(unit, head, size) for unit, head, size in reached if head not in decisive]
    poll = {
        Dimension.HEADS: Column(
            all=len(decisive) + len(silent_heads - decisive.keys()),
            papers=Counter(paper for _, _, paper in decisive.values()),
            silent_reached=len({head for _, head, _ in deemed}),
        ),
        Dimension.AREA: Column(everything, area, sum(size for _, _, size in deemed)),
    }
    if quotas is not None:
        poll[Dimension.QUOTA] = Column(sum(quotas.values()), quota, sum(quotas[unit] for unit, _, _ in deemed))
    return poll


@dataclass(frozen=True, slots=True)
class Figures:
    """One matter in one dimension. For, against and abstaining add up to what took part.

    In an election or a choice `in_favour` is what named at least one candidate or choice.
    """

    all: int
    in_favour: int
    against: int
    abstain: int

    @property
    def participating(self) -> int:
        """Abstaining is taking part; silence is not."""
        return self.in_favour + self.against + self.abstain

    @property
    def cast(self) -> int:
        """What took part and did not abstain."""
        return self.in_favour + self.against

    def measure(self, name: Numerator | Base) -> int:
        """The figure that a test of law names."""
        match name.value:
            case "all":
                return self.all
            case "participating":
                return self.participating
            case "cast":
                return self.cast
            case "for":
                return self.in_favour
            case "against":
                return self.against
            case _:
                return self.abstain


@dataclass(frozen=True, slots=True)
class LegalTestResult:
    """One test as it came out. `missing` is in heads or 0.01 m²; 0 exactly when the test holds."""

    stage: Stage
    test: LegalTest
    numerator: int
    denominator: int
    holds: bool
    missing: int


@dataclass(frozen=True, slots=True)
class OptionResult:
    """What one candidate or choice received, and whether it passes by itself: the quorum and every pass test hold."""

    id: str
    heads: int
    area: int
    tests: tuple[LegalTestResult, ...]
    passes: bool


@dataclass(frozen=True, slots=True)
class MatterResult:
    """What became of a matter, with every test that decided it.

    `tests` are the quorum and pass tests of a matter that is put as a whole; of an election or a choice they are the
    quorum tests, and each option carries its own pass tests. `elected` is in the order of rank. `strict` is the same
    matter without the deemed votes, where silence was deemed to agree. A suspended matter has no figures.
    """

    matter: str
    mode: MatterMode
    rule_set: RuleSet
    outcome: Outcome
    figures: Mapping[Dimension, Figures]
    tests: tuple[LegalTestResult, ...] = ()
    options: tuple[OptionResult, ...] = ()
    elected: tuple[str, ...] = ()
    run_off: tuple[str, ...] = ()
    vacant_seats: int | None = None
    strict: "MatterResult | None" = None


@dataclass(frozen=True, slots=True)
class Question:
    """A matter with the rule set that was frozen for it."""

    matter: Matter
    rule_set: RuleSet
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """One matter's answers in one dimension: the sides, and what each candidate or choice received."""

    figures: Figures
    options: Mapping[str, int]
    silent_reached: int


def tally(questions: Sequence[Question], poll: Poll, settings: CountingSettings) -> tuple[MatterResult, ...]:
    """Count every matter of a ballot. The papers of `poll` answer the questions in their order."""
    return tuple(_tally_one(question, position, poll, settings) for position, question in enumerate(questions))


def _tally_one(question: Question, position: int, poll: Poll, settings: CountingSettings) -> MatterResult:
    matter, rule_set = question.matter, question.rule_set
    if question.suspended:
        return MatterResult(matter.id, matter.mode, rule_set, Outcome.SUSPENDED, {})
    # A third dimension belongs to the matter whose law tests it, and must not weigh on the others.
    looked_at = DOUBLE_MAJORITY | rule_set.dimensions()
    columns = {dimension: column for dimension, column in poll.items() if dimension in looked_at}
    answers = {dimension: _answers(matter, position, column) for dimension, column in columns.items()}
    strict = _decide(matter, rule_set, answers, settings)
    if settings.silent is Silent.NONE:
        return strict
    return replace(_decide(matter, rule_set, _with_silence(matter, answers), settings), strict=strict)


def _answers(matter: Matter, position: int, column: Column) -> Answers:
    roles = {option.id: option.role for option in matter.options}
    by_picks: dict[Picks, int] = {}
    for paper, weight in column.papers.items():
        picks = paper[position]
        by_picks[picks] = by_picks.get(picks, 0) + weight
    sides = dict.fromkeys((OptionRole.FOR, OptionRole.AGAINST, OptionRole.ABSTAIN), 0)
    named = [option.id for option in matter.options if option.role in (OptionRole.CANDIDATE, OptionRole.CHOICE)]
    options = dict.fromkeys(named, 0)
    for picks, weight in by_picks.items():
        sides[_side({roles[pick] for pick in picks})] += weight
        for pick in picks:
            if pick in options:
                options[pick] += weight
    figures = Figures(column.all, sides[OptionRole.FOR], sides[OptionRole.AGAINST], sides[OptionRole.ABSTAIN])
    return Answers(figures, options, column.silent_reached)


def _side(roles: set[OptionRole]) -> OptionRole:
    """To name nobody is to abstain."""
    if not roles or roles == {OptionRole.ABSTAIN}:
        return OptionRole.ABSTAIN
    return OptionRole.AGAINST if roles <= {OptionRole.AGAINST, OptionRole.ABSTAIN} else OptionRole.FOR


def _with_silence(matter: Matter, answers: Mapping[Dimension, Answers]) -> dict[Dimension, Answers]:
    """Add the silent who were reached to the majority of those who answered.

    There is a majority only where one answer is ahead of every other in every dimension; without one, silence stays
    silence. It never elects a person.
    """
    if matter.mode is MatterMode.ELECTION:
        return dict(answers)
    leaders = {_leader(each) for each in answers.values()}
    leader = leaders.pop()
    if leaders or leader is None:
        return dict(answers)
    return {dimension: _deem(each, leader) for dimension, each in answers.items()}


FOR, AGAINST, ABSTAIN = (OptionRole.FOR, ""), (OptionRole.AGAINST, ""), (OptionRole.ABSTAIN, "")


def _leader(answers: Answers) -> tuple[OptionRole, str] | None:
    """The one answer that is ahead of every other in this dimension."""
    figures = answers.figures
    received = {AGAINST: figures.against, ABSTAIN: figures.abstain}
    if answers.options:
        received.update({(OptionRole.CHOICE, option): weight for option, weight in answers.options.items()})
    else:
        received[FOR] = figures.in_favour
    most = max(received.values())
    ahead = [answer for answer, weight in received.items() if weight == most]
    return ahead[0] if len(ahead) == 1 else None


def _deem(answers: Answers, leader: tuple[OptionRole, str]) -> Answers:
    role, option = leader
    figures, deemed = answers.figures, answers.silent_reached
    match role:
        case OptionRole.AGAINST:
            figures = replace(figures, against=figures.against + deemed)
        case OptionRole.ABSTAIN:
            figures = replace(figures, abstain=figures.abstain + deemed)
        case _:
            figures = replace(figures, in_favour=figures.in_favour + deemed)
    options = {each: weight + (deemed if each == option else 0) for each, weight in answers.options.items()}
    return Answers(figures, options, 0)


def judge(stage: Stage, test: LegalTest, figures: Figures, in_favour: int | None = None) -> LegalTestResult:
    """Hold one test against the figures of its dimension; `in_favour` is what the option being tested received."""
    is_option = in_favour is not None and test.numerator is Numerator.FOR
    numerator = in_favour if in_favour is not None and is_option else figures.measure(test.numerator)
    denominator = figures.measure(test.base)
    holds, missing = test.holds(numerator, denominator), test.missing(numerator, denominator)
    return LegalTestResult(stage, test, numerator, denominator, holds, missing)


def _decide(
    matter: Matter, rule_set: RuleSet, answers: Mapping[Dimension, Answers], settings: CountingSettings
) -> MatterResult:
    figures = {dimension: each.figures for dimension, each in answers.items()}
    quorum = tuple(judge(Stage.QUORUM, test, figures[test.dimension]) for test in rule_set.quorum)
    reached = all(result.holds for result in quorum)
    if matter.mode is MatterMode.SINGLE:
        passing = tuple(judge(Stage.PASS, test, figures[test.dimension]) for test in rule_set.passing)
        adopted = reached and all(result.holds for result in passing)
        outcome = Outcome.ADOPTED if adopted else Outcome.NOT_ADOPTED
        return MatterResult(matter.id, matter.mode, rule_set, outcome, figures, (*quorum, *passing))
    options = tuple(_option_result(option, rule_set, answers, reached) for option in answers[Dimension.HEADS].options)
    result = MatterResult(matter.id, matter.mode, rule_set, Outcome.NOT_ADOPTED, figures, quorum, options)
    return _chosen(result) if matter.mode is MatterMode.CHOICE else _elected(result, matter, settings)


def _option_result(option: str, rule_set: RuleSet, answers: Mapping[Dimension, Answers], reached: bool) -> OptionResult:
    tests = tuple(
        judge(Stage.PASS, test, answers[test.dimension].figures, answers[test.dimension].options[option])
        for test in rule_set.passing
    )
    return OptionResult(
        id=option,
        heads=answers[Dimension.HEADS].options[option],
        area=answers[Dimension.AREA].options[option],
        tests=tests,
        passes=reached and all(test.holds for test in tests),
    )


def _chosen(result: MatterResult) -> MatterResult:
    """The most votes never win by themselves: a choice is adopted when it alone passes.

    More than one can pass only under a code of law with a low threshold; then the law has not chosen, and they go to
    a run-off.
    """
    passing = tuple(option.id for option in result.options if option.passes)
    if len(passing) == 1:
        return replace(result, outcome=Outcome.ADOPTED)
    return replace(result, outcome=Outcome.RUN_OFF, run_off=passing) if passing else result


def _elected(result: MatterResult, matter: Matter, settings: CountingSettings) -> MatterResult:
    """Fill the seats with those who qualify (北京市物业管理条例 39 for what makes a committee).

    More qualified than seats: by rank; equal at the cut: nobody of the tied is elected, they alone go to a run-off.
    Fewer: those are elected, a by-election fills the rest.
    """
    seats = matter.seats or 0
    heads_first = settings.election_rank is ElectionRank.HEADS_THEN_AREA

    def rank(option: OptionResult) -> tuple[int, int]:
        return (option.heads, option.area) if heads_first else (option.area, option.heads)

    qualified = sorted((option for option in result.options if option.passes), key=rank, reverse=True)
    tied: list[OptionResult] = []
    elected = qualified[:seats]
    if len(qualified) > seats and seats and rank(qualified[seats - 1]) == rank(qualified[seats]):
        cut = rank(qualified[seats])
        elected = [option for option in qualified if rank(option) > cut]
        tied = [option for option in qualified if rank(option) == cut]
    run_off = {option.id for option in tied}
    if run_off:
        outcome = Outcome.RUN_OFF
    else:
        outcome = Outcome.ELECTED if _is_complete(matter, len(elected), settings.households) else Outcome.INCOMPLETE
    return replace(
        result,
        outcome=outcome,
        elected=tuple(option.id for option in elected),
        run_off=tuple(option.id for option in result.options if option.id in run_off),
        vacant_seats=seats - len(elected),
    )


def _is_complete(matter: Matter, elected: int, households: int | None) -> bool:
    """A committee is complete when it is lawful, even with a seat left for a by-election; any other body when full."""
    if matter.kind is MatterKind.COMMITTEE_ELECTION:
        return is_lawful_committee(elected, households)
    return elected == matter.seats


def percentage(numerator: int, denominator: int, upper_bound: bool = False) -> str:
    """Two decimals of a per cent, rounded toward failing: `percentage(749988, 1000000)` is `74.99 %`.

    A test that asks for enough rounds down, so that nothing looks reached that is not; one that asks for not too much
    rounds up. For people to read only: nothing is ever compared by it. A share of nothing is a dash.
    """
    if denominator <= 0:
        return "—"
    hundredths, rest = divmod(numerator * 10_000, denominator)
    if upper_bound and rest:
        hundredths += 1
    return f"{hundredths // 100}.{hundredths % 100:02d} %"
