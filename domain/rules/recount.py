"""Anyone can recount a ballot from a file: the same count that the workers make, without a database."""

from collections.abc import Mapping
from datetime import datetime

from domain.rules.law import Dimension
from domain.rules.recount_file import RecountFile, read
from domain.rules.roll import head_keys, is_counted
from domain.rules.tally import Figures, LegalTestResult, MatterResult, Paper, Poll, Row, gather, tally
from domain.rules.terms import Channel, MatterMode

RESULT_FORMAT = "gongjue-recount-result/1"
DECIMAL_DIMENSIONS = frozenset({Dimension.AREA, Dimension.QUOTA})


def recount(document: object) -> dict[str, object]:
    """The result document of a decoded recount file. Raises FaultyRecountFile with every fault."""
    file = read(document)
    return result_document(count(file), file)


def count(file: RecountFile) -> tuple[MatterResult, ...]:
    """Count a file that was read without faults."""
    return tally(file.questions, poll_of(file), file.settings)


def poll_of(file: RecountFile) -> Poll:
    """The file's units and castings as the tally takes them.

    A unit that was cast counts as a head with those who owned it when it was cast, any other with its owners at the
    close. Units that do not count, and castings for them, are outside the world of the ballot.
    """
    castings = {casting.unit: casting for casting in file.castings}
    counted = [unit for unit in file.units if is_counted(unit.unit.usage, file.settings.area_kinds)]
    keys = head_keys(
        (
            (
                each.unit.id,
                castings[each.unit.id].owners if each.unit.id in castings else each.unit.owners,
                each.unit.developer_stock,
            )
            for each in counted
        ),
        file.settings.co_owner,
    )
    matters = [question.matter.id for question in file.questions]

    def row(position: int) -> Row:
        each, key = counted[position], keys[position]
        casting = castings.get(each.unit.id)
        instant: datetime | None = None
        paper: Paper | None = None
        if casting is not None:
            instant, paper = casting.at, tuple(casting.choices[matter] for matter in matters)
        return each.unit.id, key, each.unit.area, instant, paper, each.delivered

    tests_quota = any(Dimension.QUOTA in question.rule_set.dimensions() for question in file.questions)
    quotas = {each.unit.id: each.quota or 0 for each in counted} if tests_quota else None
    return gather(map(row, range(len(counted))), quotas)


def result_document(results: tuple[MatterResult, ...], file: RecountFile) -> dict[str, object]:
    """The `gongjue-recount-result/1` document.

    Where the file says by which channel units were cast, `castings` says how many there are and `pad_castings` how many
    of them on a helper's PAD; both count together.

    An election has `options` (its candidates in the order of the matter), `elected`, `run_off` and `vacant_seats`;
    a choice has `options` and `run_off`; `strict` is there when silence was to agree with the majority, with the same
    figures, tests and outcome without the deemed votes. Areas are strings of m² with two decimals, in tests too.
    """
    document: dict[str, object] = {"format": RESULT_FORMAT}
    if any(casting.channel is not None for casting in file.castings):
        document["castings"] = len(file.castings)
        document["pad_castings"] = sum(casting.channel is Channel.PAD for casting in file.castings)
    return {**document, "matters": [matter_document(result) for result in results]}


def matter_document(result: MatterResult) -> dict[str, object]:
    """One matter of the result document."""
    document: dict[str, object] = {"id": result.matter, "rule_set": result.rule_set.id, **_counted(result)}
    if result.strict is not None:
        document["strict"] = _counted(result.strict)
    return document


def _counted(result: MatterResult) -> dict[str, object]:
    document: dict[str, object] = {
        dimension.value: _figures(figures, dimension) for dimension, figures in result.figures.items()
    }
    document["tests"] = [_test(test) for test in result.tests]
    document["outcome"] = result.outcome.value
    if result.mode is not MatterMode.SINGLE:
        document["options"] = [
            {"id": option.id, "heads": option.heads, "area": hundredths(option.area), "passes": option.passes}
            for option in result.options
        ]
    if result.mode is MatterMode.ELECTION:
        document["elected"] = list(result.elected)
    if result.mode is not MatterMode.SINGLE:
        document["run_off"] = list(result.run_off)
    if result.mode is MatterMode.ELECTION:
        document["vacant_seats"] = result.vacant_seats
    return document


def _figures(figures: Figures, dimension: Dimension) -> Mapping[str, object]:
    named = {
        "all": figures.all,
        "participating": figures.participating,
        "for": figures.in_favour,
        "against": figures.against,
        "abstain": figures.abstain,
    }
    return {name: written(value, dimension) for name, value in named.items()}


def _test(result: LegalTestResult) -> Mapping[str, object]:
    dimension = result.test.dimension
    return {
        "stage": result.stage.value,
        "dimension": dimension.value,
        "numerator": written(result.numerator, dimension),
        "denominator": written(result.denominator, dimension),
        "operator": result.test.operator.value,
        "fraction": str(result.test.share),
        "holds": result.holds,
        "missing": written(result.missing, dimension),
    }


def written(value: int, dimension: Dimension) -> int | str:
    """A figure as the result has it: heads as whole numbers, areas as strings with two decimals."""
    return hundredths(value) if dimension in DECIMAL_DIMENSIONS else value


def hundredths(value: int) -> str:
    """0.01 m² as m² with exactly two decimals."""
    return f"{value // 100}.{value % 100:02d}"
