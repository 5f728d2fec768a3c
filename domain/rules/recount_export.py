"""Writing a ballot as a recount file, so that anyone can count it again: what `recount_file` reads back."""

from domain.rules.ballot import Matter
from domain.rules.law import NoLawInForce, governing
from domain.rules.periods import SHANGHAI
from domain.rules.recount import hundredths
from domain.rules.recount_file import FORMAT, FileCasting, FileUnit, RecountFile
from domain.rules.tally import Question
from domain.rules.terms import MatterMode


def export(file: RecountFile) -> dict[str, object]:
    """The `gongjue-recount/1` document of these values; reading it gives the same values back.

    Who the owners are must have been replaced by the caller with names that only say who is the same: the file is
    for everybody. Suspended matters have no result and are left out. A rule set is written where the kind of the
    matter and the closing day would not choose it.
    """
    questions = [question for question in file.questions if not question.suspended]
    counted = {question.matter.id for question in questions}
    document: dict[str, object] = {
        "format": FORMAT,
        "closes_on": file.closes_on.isoformat(),
        "settings": file.settings.to_json(),
        "units": [_unit(unit) for unit in file.units],
        "castings": [_casting(casting, counted) for casting in file.castings],
        "matters": [_matter(question.matter) for question in questions],
    }
    named = {question.matter.id: _rule_set(question) for question in questions if not _is_chosen(question, file)}
    return {**document, "rule_sets": named} if named else document


def _unit(each: FileUnit) -> dict[str, object]:
    document: dict[str, object] = {
        "id": each.unit.id,
        "area": hundredths(each.unit.area),
        "kind": each.unit.usage.value,
        "owners": sorted(each.unit.owners),
        "developer_stock": each.unit.developer_stock,
        "delivered": each.delivered,
    }
    return document if each.quota is None else {**document, "quota": hundredths(each.quota)}


def _casting(casting: FileCasting, counted: set[str]) -> dict[str, object]:
    document: dict[str, object] = {
        "unit": casting.unit,
        "owners": sorted(casting.owners),
        "at": casting.at.astimezone(SHANGHAI).isoformat(),
        "choices": {matter: list(picks) for matter, picks in casting.choices.items() if matter in counted},
    }
    return document if casting.channel is None else {**document, "channel": casting.channel.value}


def _matter(matter: Matter) -> dict[str, object]:
    document: dict[str, object] = {"id": matter.id, "kind": matter.kind.value, "mode": matter.mode.value}
    if matter.mode is MatterMode.ELECTION:
        document["seats"], document["max_picks"] = matter.seats, matter.pick_limit
    if matter.effects:
        document["effects"] = sorted(effect.value for effect in matter.effects)
    document["options"] = [{"id": option.id, "role": option.role.value} for option in matter.options]
    return document


def _rule_set(question: Question) -> dict[str, object]:
    written = question.rule_set.to_json()
    return {key: value for key, value in written.items() if value not in (None, "")}


def _is_chosen(question: Question, file: RecountFile) -> bool:
    matter = question.matter
    try:
        return governing(matter.kind, file.closes_on, matter.effects).rule_set == question.rule_set
    except NoLawInForce:
        return False
