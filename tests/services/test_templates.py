"""Every message and the notice's page, in both languages."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from jinja2 import UndefinedError

from domain.rules.terms import NoticeKind
from domain.services.templates import render
from domain.services.templates.render import VARIABLES, MessageTemplate, TextMessage, carrier_wording, environment
from domain.services.wording import Language

CLOSES = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
LONG_ESTATE = "慧谷金色家园一期二期三期联合小区以及更长的名字"
LONG_PLACE = "12号楼3单元1层物业服务中心接待大厅东侧"
LONG_TITLE = "关于选聘物业服务企业并同时调整物业服务费标准的业主大会会议"


def _of_a_ticket(template: MessageTemplate) -> Callable[[str, str, Language], TextMessage]:
    compose = getattr(render, template.value)
    return lambda estate, _title, language: compose(estate=estate, kind="complaint", language=language)


MESSAGES: dict[MessageTemplate, Callable[[str, str, Language], TextMessage]] = {
    MessageTemplate.SMS_CODE: lambda e, t, n: render.sms_code(code="042917", minutes=5, language=n),
    MessageTemplate.STAFF_ACTIVATION: lambda e, t, n: render.staff_activation(
        organisation=e, code="48213377", hours=24, language=n
    ),
    MessageTemplate.BALLOT_OPENED: lambda e, t, n: render.ballot_opened(
        estate=e, title=t, closes_at=CLOSES, language=n
    ),
    MessageTemplate.BALLOT_REMINDER: lambda e, t, n: render.ballot_reminder(
        estate=e, title=t, closes_at=CLOSES, language=n
    ),
    MessageTemplate.BALLOT_RESULT: lambda e, t, n: render.ballot_result(
        estate=e, title=t, adopted=30, not_adopted=12, language=n
    ),
    MessageTemplate.BALLOT_SUSPENDED: lambda e, t, n: render.ballot_suspended(estate=e, title=t, language=n),
    MessageTemplate.BALLOT_EXTENDED: lambda e, t, n: render.ballot_extended(
        estate=e, title=t, closes_at=CLOSES, language=n
    ),
    MessageTemplate.VOTED_BY_CO_OWNER: lambda e, t, n: render.voted_by_co_owner(
        estate=e, title=t, masked_voter="欧阳*", cast_at=CLOSES, language=n
    ),
    MessageTemplate.VOTED_ON_PAD: lambda e, t, n: render.voted_on_pad(
        estate=e, title=t, cast_at=CLOSES, place=LONG_PLACE, language=n
    ),
    MessageTemplate.MANUAL_REVIEW_APPROVED: lambda e, t, n: render.manual_review_approved(estate=e, language=n),
    MessageTemplate.MANUAL_REVIEW_REJECTED: lambda e, t, n: render.manual_review_rejected(estate=e, language=n),
    MessageTemplate.MANUAL_REVIEW_MORE_ASKED: lambda e, t, n: render.manual_review_more_asked(estate=e, language=n),
    **{template: _of_a_ticket(template) for template in MessageTemplate if template.startswith("ticket_")},
}


def test_every_template_has_its_function() -> None:
    assert set(MESSAGES) == set(MessageTemplate) == set(VARIABLES)


@pytest.mark.parametrize("template", MessageTemplate)
@pytest.mark.parametrize("language", Language)
def test_a_message_says_all_its_parameters(template: MessageTemplate, language: Language) -> None:
    message = MESSAGES[template]("慧谷金色家园一期", "选聘物业服务企业", language)
    assert message.template is template
    assert len(message.parameters) == len(VARIABLES[template])
    assert all(value in message.text for value in message.parameters)
    assert "\n" not in message.text
    assert not re.search(r"[{}]", message.text)


@pytest.mark.parametrize("template", MessageTemplate)
def test_a_chinese_message_fits_one_sms_with_its_signature_whatever_the_names(template: MessageTemplate) -> None:
    message = MESSAGES[template](LONG_ESTATE, LONG_TITLE, Language.ZH)
    assert len("【北京共决】" + message.text) <= 70


@pytest.mark.parametrize("template", MessageTemplate)
@pytest.mark.parametrize("language", Language)
def test_a_missing_variable_is_an_error(template: MessageTemplate, language: Language) -> None:
    source = environment().get_template(f"{template}.{language}.txt.j2")
    for missing in VARIABLES[template]:
        with pytest.raises(UndefinedError, match=missing):
            source.render({name: "x" for name in VARIABLES[template] if name != missing})


@pytest.mark.parametrize("template", MessageTemplate)
@pytest.mark.parametrize("language", Language)
def test_the_text_registered_with_a_carrier_is_the_text_that_is_sent(
    template: MessageTemplate, language: Language
) -> None:
    message = MESSAGES[template]("慧谷金色家园一期", "选聘物业服务企业", language)
    text = carrier_wording(template, language)
    for position, value in enumerate(message.parameters, start=1):
        assert f"{{{position}}}" in text
        text = text.replace(f"{{{position}}}", value)
    assert text == message.text


def test_a_name_in_clear_never_enters_a_message() -> None:
    with pytest.raises(ValueError, match="masked"):
        render.voted_by_co_owner(
            estate="小区", title="事项", masked_voter="欧阳丙丁", cast_at=CLOSES, language=Language.ZH
        )


def test_a_title_cannot_pose_as_another_sender_or_break_the_line() -> None:
    message = render.ballot_suspended(estate="小区", title="【银行】\r\n验\x00证‮码", language=Language.ZH)
    assert message.parameters == ("小区", "[银行] 验 证 码")
    assert message.text.startswith("小区“[银行] 验 证 码”")


def test_a_notice_is_escaped_and_parted_into_paragraphs() -> None:
    page = render.notice_page(
        kind=NoticeKind.BALLOT_PUBLICITY,
        title="<script>alert(1)</script>",
        body="第一段 & {{ 7*7 }}\n\n  第二段\r\n<img src=x onerror=alert(1)>",
        estate='小区"',
        publisher="业委会'",
        published_at=CLOSES,
        language=Language.ZH,
    )
    assert "<script>" not in page
    assert "<img" not in page
    assert "<p>第一段 &amp; {{ 7*7 }}</p>" in page
    assert "<p>第二段</p>" in page
    assert page.count("<p>") == 3
    assert "投票公示" in page
    assert "2026年4月1日 00:00" in page
    assert 'datetime="2026-03-31T16:00:00+00:00"' in page


def test_a_notice_in_english() -> None:
    page = render.notice_page(
        kind=NoticeKind.ANNOUNCEMENT,
        title="Lift works",
        body="One.",
        estate="Huigu",
        publisher="Committee",
        published_at=CLOSES,
        language=Language.EN,
    )
    assert 'lang="en"' in page
    assert "Announcement" in page
    assert "1 April 2026, 00:00" in page


def test_a_notice_without_a_variable_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="kind"):
        environment().get_template("notice.html.j2").render(language="zh")
