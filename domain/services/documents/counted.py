"""From the tally to the lines of the result sheet."""

from collections.abc import Mapping

from domain.rules.ballot import Matter
from domain.rules.explain import explain_outcome, explain_test
from domain.rules.law import Dimension, RuleSet, Stage, article_of
from domain.rules.tally import LegalTestResult, MatterResult, percentage
from domain.rules.terms import MatterMode, OptionRole, Outcome
from domain.services.documents.result_sheet import MatterEntry, OptionLine, Requirement, Share
from domain.services.wording import Bilingual


def matter_entry(result: MatterResult, matter: Matter, *, title: str, option_titles: Mapping[str, str]) -> MatterEntry:
    """The entry of `matter`, counted as `result`, under the titles that people know it and its options by.

    Each candidate and choice has its own line; free texts of one role, which the law counts together, share one.
    """
    article = article_of(result.rule_set, Stage.PASS)
    return MatterEntry(
        title=title,
        kind=matter.kind,
        mode=matter.mode,
        rule_set=result.rule_set.id,
        law=Bilingual(article.zh, article.en),
        outcome=result.outcome,
        reason=Bilingual(*explain_outcome(result, option_titles)),
        options=_options(result, matter, option_titles),
        requirements=_requirements(result, option_titles),
        seats=matter.seats if matter.mode is MatterMode.ELECTION else None,
        strict=(
            matter_entry(result.strict, matter, title=title, option_titles=option_titles) if result.strict else None
        ),
    )


def _options(result: MatterResult, matter: Matter, titles: Mapping[str, str]) -> tuple[OptionLine, ...]:
    if not result.figures:
        return ()
    heads, area = result.figures[Dimension.HEADS], result.figures[Dimension.AREA]

    def line(title: str | None, role: OptionRole, by_heads: int, by_area: int, succeeds: bool | None) -> OptionLine:
        return OptionLine(
            title=title,
            role=role,
            heads=by_heads,
            heads_percentage=percentage(by_heads, heads.participating),
            area=by_area,
            area_percentage=percentage(by_area, area.participating),
            succeeds=succeeds,
        )

    roles = {option.id: option.role for option in matter.options}
    lines = [
        line(titles.get(option.id, option.id), roles[option.id], option.heads, option.area, option.passes)
        for option in result.options
    ]
    sides = {
        OptionRole.FOR: (heads.in_favour, area.in_favour),
        OptionRole.AGAINST: (heads.against, area.against),
        OptionRole.ABSTAIN: (heads.abstain, area.abstain),
    }
    if result.options:
        # Who is "for" here is for one of the named, whose lines stand above.
        del sides[OptionRole.FOR]
    for role, (by_heads, by_area) in sides.items():
        named = [titles[option.id] for option in matter.with_role(role) if option.id in titles]
        succeeds = result.outcome is Outcome.ADOPTED if role is OptionRole.FOR else None
        lines.append(line("、".join(named) or None, role, by_heads, by_area, succeeds))
    return tuple(lines)


def _requirements(result: MatterResult, titles: Mapping[str, str]) -> tuple[Requirement, ...]:
    common = [_requirement(test, result.rule_set, None) for test in result.tests]
    own = [
        _requirement(test, result.rule_set, titles.get(option.id, option.id))
        for option in result.options
        for test in option.tests
    ]
    return (*common, *own)


def _requirement(result: LegalTestResult, rule_set: RuleSet, option: str | None) -> Requirement:
    test = result.test
    share = percentage(result.numerator, result.denominator, upper_bound=test.operator.is_upper_bound)
    return Requirement(
        stage=result.stage.value,
        dimension=test.dimension.value,
        share=Share(result.numerator, result.denominator, share),
        operator=test.operator.value,
        fraction=str(test.share),
        holds=result.holds,
        sentence=Bilingual(*explain_test(result, rule_set)),
        option=option,
    )
