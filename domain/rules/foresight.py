"""What an organizer and the street are told before a ballot starts: nothing here blocks, everything is worth a look."""

from collections.abc import Iterator

from domain.rules.ballot import seats_warn
from domain.rules.draft import Draft, lawful_matter, rule_sets_of
from domain.rules.law import Dimension, LegalWarning, RuleSet, Stage, governing
from domain.rules.periods import USUAL_WINDOW, PeriodWarning, last_day, window_warnings
from domain.rules.readiness import ScopeFacts, Situation
from domain.rules.refusals import Fault
from domain.rules.tally import Figures, judge, percentage


def warnings(draft: Draft, situation: Situation) -> tuple[Fault, ...]:
    """Everything that deserves a look, with the place it is about."""
    return (
        *_window(draft),
        *_agenda(draft),
        *_matters(draft, situation),
        *_scope(situation.scope),
        *_reach(draft, situation.scope),
    )


def _window(draft: Draft) -> Iterator[Fault]:
    if draft.opens_at is None or draft.closes_at is None:
        return
    shortest, longest = USUAL_WINDOW
    for warning in window_warnings(draft.opens_at, draft.closes_at):
        if warning is PeriodWarning.UNUSUALLY_SHORT:
            yield Fault(
                "lastDay",
                f"投票时间少于 {shortest.days} 天，可能来不及达到法定参与比例。",
                f"Voting lasts less than {shortest.days} days; the quorum may not be reached in time.",
            )
        else:
            yield Fault("lastDay", f"投票时间超过 {longest.days} 天。", f"Voting lasts more than {longest.days} days.")


def _agenda(draft: Draft) -> Iterator[Fault]:
    voted_on = {matter.agenda_item for matter in draft.matters}
    for path, notice in (("publicityId", draft.publicity), ("announcementId", draft.announcement)):
        for _, title in sorted((notice.agenda if notice else frozenset()) - voted_on):
            yield Fault(
                path,
                f"公示的事项“{title}”没有列入本次投票。",
                f"The notice also announces “{title}”, which this ballot does not put to the vote.",
            )


def _matters(draft: Draft, situation: Situation) -> Iterator[Fault]:
    for position, matter in enumerate(draft.matters):
        if seats_warn(lawful_matter(position, matter), situation.settings.households):
            yield Fault(
                f"matters.{position}.seats",
                "业委会人数须为单数且不少于五人（一百户以下的小区不少于三人），按这个应选人数选出的业委会不符合规定。",
                "A committee is odd and has at least five members (three where there are 100 households or fewer); "
                "one with exactly these seats would not be lawful.",
            )
        if draft.closes_at is None:
            continue
        law = governing(matter.kind, last_day(draft.closes_at), matter.effects)
        if LegalWarning.BUNDLED in law.warnings:
            yield Fault(
                f"matters.{position}.effects",
                "这个事项包含多类内容，将按其中最严格的标准计票；建议拆分为几个事项。",
                "This matter does several things at once and is counted by the strictest standard; "
                "consider splitting it.",
            )
        elif LegalWarning.RECLASSED in law.warnings:
            yield Fault(
                f"matters.{position}.effects",
                "由于其内容，这个事项须参与表决面积和人数均四分之三以上同意。",
                "Because of what it does, this matter is counted by the stricter standard.",
            )


def _scope(scope: ScopeFacts) -> Iterator[Fault]:
    if scope.uncounted_parking:
        yield Fault(
            "scope",
            f"范围内有 {scope.uncounted_parking} 个车位或储藏间，按本小区规则不计入表决。",
            f"{scope.uncounted_parking} parking or storage units in scope do not count under this estate's rules.",
        )
    if scope.without_owner:
        yield Fault(
            "scope",
            f"范围内有 {scope.without_owner} 套房屋没有产权人信息：计入总数，但目前无人能为其表决。",
            f"{scope.without_owner} units in scope have no known owner: they count, but nobody can vote for them.",
        )
    if scope.zero_areas:
        yield Fault(
            "scope",
            f"范围内有 {scope.zero_areas} 套房屋面积为零，请先核实面积。",
            f"{scope.zero_areas} units in scope have no floor area; check them first.",
        )


def _reach(draft: Draft, scope: ScopeFacts) -> Iterator[Fault]:
    if not draft.matters or all(could_pass(rule_set, scope) for rule_set in rule_sets_of(draft)):
        return
    heads, area = percentage(scope.certified_heads, scope.heads), percentage(scope.certified_area, scope.area)
    yield Fault(
        "scope",
        f"目前已认证的业主占人数 {heads}、占面积 {area}，即使全部参与并同意也达不到法定比例。请先动员业主认证。",
        f"Certified owners are {heads} of heads and {area} of area: even if all of them agreed, it could not pass. "
        "Ask more owners to certify first.",
    )


def could_pass(rule_set: RuleSet, scope: ScopeFacts) -> bool:
    """Whether the matter would be adopted if everybody certified today took part and agreed."""
    figures = {
        Dimension.HEADS: Figures(scope.heads, in_favour=scope.certified_heads, against=0, abstain=0),
        Dimension.AREA: Figures(scope.area, in_favour=scope.certified_area, against=0, abstain=0),
    }
    stages = ((Stage.QUORUM, rule_set.quorum), (Stage.PASS, rule_set.passing))
    return all(judge(stage, test, figures[test.dimension]).holds for stage, tests in stages for test in tests)
