"""The result document: every figure, every test of the law in words, and under which rules it was counted."""

from collections.abc import Mapping
from typing import Any

from domain.rules.explain import Words, explain_outcome, explain_settings, explain_test
from domain.rules.law import Dimension, Stage, article_of
from domain.rules.recount import hundredths, matter_document, written
from domain.rules.tally import LegalTestResult, MatterResult, percentage
from domain.rules.terms import Channel, Outcome
from domain.services.counting import Content, Counted

FORMAT = "gongjue-result/1"
ADOPTED = (Outcome.ADOPTED, Outcome.ELECTED)


def document_of(
    counted: Counted, corrections: tuple[int, int, int], release: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The published document. `corrections`: transfers, those of them recorded after the close, other corrections.

    Matters are as in a recount's result, with titles, articles and sentences beside the figures.
    """
    content = counted.content
    transfers, late, others = corrections
    heads, area = counted.poll[Dimension.HEADS], counted.poll[Dimension.AREA]
    cast = [row for row in counted.rows if row.cast_at is not None]
    return {
        "format": FORMAT,
        "closes_on": content.closes_on.isoformat(),
        "settings": content.settings.to_json(),
        "settings_in_words": [_words(words) for words in explain_settings(content.settings)],
        "all": {"heads": heads.all, "area": hundredths(area.all)},
        "participating": _share(sum(heads.papers.values()), heads.all, sum(area.papers.values()), area.all),
        "castings": len(cast),
        "pad_castings": sum(row.channel == Channel.PAD.value for row in cast),
        "late_certifications": sum(row.channel == Channel.LATE_CERTIFICATION.value for row in cast),
        "corrections": {"transfers": transfers, "recorded_after_close": late, "others": others},
        "release": dict(release) if release else None,
        "reached_units": [row.unit for row in counted.rows if row.reached],
        "digest": counted.digest.hex(),
        "matters": [
            _matter(content, position, result) for position, result in enumerate(counted.results)
        ],
    }  # fmt: skip


def adopted_and_not(counted: Counted) -> tuple[int, int]:
    """How many matters were adopted or elected, and how many of the others were counted."""
    outcomes = [result.outcome for result in counted.results if result.outcome is not Outcome.SUSPENDED]
    adopted = sum(outcome in ADOPTED for outcome in outcomes)
    return adopted, len(outcomes) - adopted


def _share(heads: int, all_heads: int, area: int, all_area: int) -> dict[str, Any]:
    return {
        "heads": heads,
        "area": hundredths(area),
        "heads_percentage": percentage(heads, all_heads),
        "area_percentage": percentage(area, all_area),
    }


def _matter(content: Content, position: int, result: MatterResult) -> dict[str, Any]:
    question = content.questions[position]
    document: dict[str, Any] = dict(matter_document(result))
    article = article_of(result.rule_set, Stage.PASS)
    document.update(
        {
            "title": content.labels[result.matter],
            "kind": question.matter.kind.value,
            "mode": result.mode.value,
            "law": {"zh": article.zh, "en": article.en},
            "reason": _words(explain_outcome(result, content.labels)),
            "tests": [_test(test, result) for test in result.tests],
        }
    )
    if result.options:
        document["options"] = [
            {
                "id": option.id,
                "label": content.labels[option.id],
                "heads": option.heads,
                "area": hundredths(option.area),
                "passes": option.passes,
                "tests": [_test(test, result) for test in option.tests],
            }
            for option in result.options
        ]
    elif result.figures:
        document["option_labels"] = [
            {"id": option.id, "label": content.labels[option.id], "role": option.role.value}
            for option in question.matter.options
        ]
    return document


def _test(test: LegalTestResult, result: MatterResult) -> dict[str, Any]:
    dimension = test.test.dimension
    article = article_of(result.rule_set, test.stage)
    return {
        "stage": test.stage.value,
        "dimension": dimension.value,
        "numerator": written(test.numerator, dimension),
        "denominator": written(test.denominator, dimension),
        "operator": test.test.operator.value,
        "fraction": str(test.test.share),
        "percentage": percentage(test.numerator, test.denominator, upper_bound=test.test.operator.is_upper_bound),
        "holds": test.holds,
        "missing": written(test.missing, dimension),
        "law": {"zh": article.zh, "en": article.en},
        "sentence": _words(explain_test(test, result.rule_set)),
    }


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
