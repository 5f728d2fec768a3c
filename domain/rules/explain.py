"""Each test and each outcome in words, so that anyone can see why a matter passed or failed."""

from collections.abc import Mapping
from typing import NamedTuple

from domain.rules.law import Base, Dimension, LegalTest, Numerator, Operator, RuleSet, Stage, article_of
from domain.rules.settings import DEFAULT_AREA_KINDS, CoOwner, CountingSettings, ElectionRank, Silent
from domain.rules.tally import LegalTestResult, MatterResult, percentage
from domain.rules.terms import MatterMode, Outcome, Usage


class Words(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str


DIMENSIONS: Mapping[Dimension, Words] = {
    Dimension.HEADS: Words("人数", "heads"),
    Dimension.AREA: Words("专有部分面积", "floor area"),
    Dimension.QUOTA: Words("份额", "quota"),
}
NUMERATORS: Mapping[Numerator, Words] = {
    Numerator.FOR: Words("同意", "in favour"),
    Numerator.AGAINST: Words("反对", "against"),
    Numerator.ABSTAIN: Words("弃权", "abstaining"),
    Numerator.PARTICIPATING: Words("参与表决", "taking part"),
    Numerator.CAST: Words("同意和反对合计", "for and against together"),
}
BASES: Mapping[Base, Words] = {
    Base.ALL: Words("全部", "of all"),
    Base.PARTICIPATING: Words("参与表决", "of those taking part"),
    Base.CAST: Words("同意和反对合计", "of for and against together"),
}
OPERATORS: Mapping[Operator, Words] = {
    Operator.MORE: Words("超过", "more than"),
    Operator.AT_LEAST: Words("不低于", "at least"),
    Operator.LESS: Words("少于", "less than"),
    Operator.AT_MOST: Words("不超过", "at most"),
}
OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.ADOPTED: Words("通过。", "Adopted."),
    Outcome.NOT_ADOPTED: Words("未通过。", "Not adopted."),
    Outcome.ELECTED: Words("选举成功。", "Elected."),
    Outcome.INCOMPLETE: Words("未选足，结果不完整。", "The election is incomplete."),
    Outcome.RUN_OFF: Words("需要另行投票决选。", "A run-off is needed."),
    Outcome.SUSPENDED: Words("已挂起，不产生结果；已投的票保留。", "Suspended: no result; what was cast is kept."),
}


def amount(value: int, dimension: Dimension) -> Words:
    """A figure with its unit: 6 人, 600.00 平方米."""
    decimal = f"{value // 100}.{value % 100:02d}"
    match dimension:
        case Dimension.HEADS:
            return Words(f"{value} 人", f"{value} {'head' if value == 1 else 'heads'}")
        case Dimension.AREA:
            return Words(f"{decimal} 平方米", f"{decimal} m²")
        case Dimension.QUOTA:
            return Words(f"{decimal} 份", decimal)


def explain_test(result: LegalTestResult, rule_set: RuleSet) -> Words:
    """One test: what was measured against what, the fraction, whether it holds, what is missing, and the article."""
    test = result.test
    dimension, article = DIMENSIONS[test.dimension], article_of(rule_set, result.stage)
    numerator, base, operator = NUMERATORS[test.numerator], BASES[test.base], OPERATORS[test.operator]
    value, whole = amount(result.numerator, test.dimension), amount(result.denominator, test.dimension)
    share = percentage(result.numerator, result.denominator, upper_bound=test.operator.is_upper_bound)
    gap = _gap(result)
    return Words(
        f"{numerator.zh}{dimension.zh} {value.zh}，{base.zh}{dimension.zh} {whole.zh}（{share}），"
        f"须{operator.zh} {test.share}：{gap.zh}。依据：{article.zh}。",
        f"{dimension.en.capitalize()} {numerator.en}: {value.en} out of {whole.en} ({share} {base.en}), must be "
        f"{operator.en} {test.share}: {gap.en}. {article.en}.",
    )


def _gap(result: LegalTestResult) -> Words:
    if result.holds:
        return Words("达到", "holds")
    if result.denominator <= 0:
        return Words("未达到，没有可计的基数", "does not hold, there is nothing to measure against")
    missing = amount(result.missing, result.test.dimension)
    if result.test.operator.is_upper_bound:
        return Words(f"未达到，多 {missing.zh}", f"does not hold, {missing.en} too many")
    return Words(f"未达到，差 {missing.zh}", f"does not hold, {missing.en} missing")


def explain_outcome(result: MatterResult, titles: Mapping[str, str] | None = None) -> Words:
    """What became of a matter in one sentence, with the reason. `titles` gives options the names people know."""
    names = titles or {}
    if result.outcome in (Outcome.ADOPTED, Outcome.NOT_ADOPTED):
        return _decision(result, names)
    if result.mode is MatterMode.ELECTION and result.outcome is not Outcome.SUSPENDED:
        return _election(result, names)
    words = OUTCOMES[result.outcome]
    if result.run_off:
        named = _names(result.run_off, names)
        return Words(f"{words.zh}参加决选：{named.zh}。", f"{words.en} Between: {named.en}.")
    return words


def _decision(result: MatterResult, names: Mapping[str, str]) -> Words:
    words = OUTCOMES[result.outcome]
    if result.outcome is Outcome.ADOPTED:
        chosen = _names(tuple(option.id for option in result.options if option.passes), names)
        if result.mode is MatterMode.CHOICE:
            return Words(f"{words.zh}通过的选项：{chosen.zh}。", f"{words.en} The option adopted: {chosen.en}.")
        return Words(f"{words.zh}各项法定条件均已达到。", f"{words.en} Every test of the law holds.")
    failed = [test for test in result.tests if not test.holds]
    if not failed:
        return Words(f"{words.zh}没有选项达到法定比例。", f"{words.en} No option reaches what the law asks.")
    stage = failed[0].stage
    zh = "、".join(DIMENSIONS[test.test.dimension].zh for test in failed if test.stage is stage)
    en = " and ".join(DIMENSIONS[test.test.dimension].en for test in failed if test.stage is stage)
    if stage is Stage.QUORUM:
        return Words(f"{words.zh}参与表决的{zh}未达到法定比例。", f"{words.en} Too few took part by {en}.")
    return Words(f"{words.zh}表决的{zh}未达到法定比例。", f"{words.en} The vote falls short by {en}.")


def _election(result: MatterResult, names: Mapping[str, str]) -> Words:
    words = OUTCOMES[result.outcome]
    zh, en = [words.zh], [words.en]
    if any(not test.holds for test in result.tests):
        zh.append("参与表决未达到法定比例。")
        en.append("Too few took part.")
    if result.elected:
        elected = _names(result.elected, names)
        zh.append(f"当选：{elected.zh}。")
        en.append(f"Elected: {elected.en}.")
    if result.run_off:
        tied = _names(result.run_off, names)
        zh.append(f"票数相同，须在 {tied.zh} 之间决选。")
        en.append(f"Equal at the last seat, to a run-off: {tied.en}.")
    if result.vacant_seats:
        zh.append(f"空缺 {result.vacant_seats} 席。")
        en.append(f"Vacant seats: {result.vacant_seats}.")
    return Words("".join(zh), " ".join(en))


def _names(options: tuple[str, ...], names: Mapping[str, str]) -> Words:
    known = [names.get(option, option) for option in options]
    return Words("、".join(known), ", ".join(known))


USAGES: Mapping[Usage, Words] = {
    Usage.HOME: Words("住宅", "homes"),
    Usage.SHOP: Words("商业", "shops"),
    Usage.OFFICE: Words("办公", "offices"),
    Usage.PARKING: Words("车位", "parking"),
    Usage.STORAGE: Words("储藏间", "storage"),
    Usage.PUBLIC: Words("公共用房", "public rooms"),
    Usage.EQUIPMENT: Words("设备间", "equipment rooms"),
    Usage.CIVIL_DEFENCE: Words("人防工程", "civil-defence space"),
}


def explain_settings(settings: CountingSettings) -> tuple[Words, ...]:
    """The choices under which the count was made, one sentence each: they stand on every result."""
    exact = settings.co_owner is CoOwner.EXACT_SET
    silent = settings.silent is Silent.NONE
    heads_first = settings.election_rank is ElectionRank.HEADS_THEN_AREA
    kinds = [USAGES[kind] for kind in Usage if kind in settings.area_kinds]
    usual = settings.area_kinds == DEFAULT_AREA_KINDS
    return (
        Words("产权人完全相同的房屋按一人计算。", "Units with exactly the same owners are one head.")
        if exact
        else Words("有共同产权人的房屋按一人计算。", "Units that share an owner are one head."),
        Words(
            f"计入：{'、'.join(kind.zh for kind in kinds)}{'' if usual else '（按本小区议事规则）'}。",
            f"Counted: {', '.join(kind.en for kind in kinds)}{'' if usual else ' (by the estate’s own rules)'}.",
        ),
        Words("未表决的不计入参与。", "Silence does not take part.")
        if silent
        else Words(
            "按议事规则，已送达而未表决的计入多数意见；同时列出不计入时的结果。",
            "By the estate's rules, owners who were reached and stayed silent count with the majority; the figures "
            "without them are given too.",
        ),
        Words("选举先比人数，再比面积。", "Candidates rank by heads, then area.")
        if heads_first
        else Words("选举先比面积，再比人数。", "Candidates rank by area, then heads."),
    )


def explain_departures(settings: CountingSettings) -> tuple[Words, ...]:
    """Only the choices that differ from the defaults: the settings that played a part in a result."""
    usual = explain_settings(CountingSettings())
    return tuple(chosen for chosen in explain_settings(settings) if chosen not in usual)


def explain_rule_set(rule_set: RuleSet) -> tuple[Words, ...]:
    """What the law asks of a matter before anything is counted: one sentence per test, the quorum first."""
    stages = ((Stage.QUORUM, rule_set.quorum), (Stage.PASS, rule_set.passing))
    return tuple(_demand(test, rule_set, stage) for stage, tests in stages for test in tests)


def _demand(test: LegalTest, rule_set: RuleSet, stage: Stage) -> Words:
    dimension, article = DIMENSIONS[test.dimension], article_of(rule_set, stage)
    numerator, base, operator = NUMERATORS[test.numerator], BASES[test.base], OPERATORS[test.operator]
    return Words(
        f"{numerator.zh}{dimension.zh}须{operator.zh}{base.zh}{dimension.zh}的 {test.share}。依据：{article.zh}。",
        f"{dimension.en.capitalize()} {numerator.en} must be {operator.en} {test.share} {base.en}. {article.en}.",
    )
