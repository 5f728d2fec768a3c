"""Messages leave through a carrier; every failure says whether to try again."""

import logging
import socket
import traceback
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from domain.services.carriers.carrier import Carrier, CarrierReceipt, CarrierRefused, CarrierUnavailable, OutgoingText
from domain.services.carriers.outbox import OutboxCarrier
from domain.services.carriers.tencent import TencentCarrier, TencentSettings
from domain.services.templates.render import MessageTemplate, sms_code
from domain.services.wording import Language
from tests.services.tencent_imitation import SECRET_ID, SECRET_KEY, Imitation, tencent_imitation

PHONE = "19900001234"
MESSAGE = OutgoingText.of(
    sms_code(code="042917", minutes=5, language=Language.ZH),
    phone=PHONE,
    reference=UUID("0190a000-0000-7000-8000-000000000001"),
)
TEMPLATES: dict[tuple[str, str], str] = {
    (template.value, "zh"): str(1_000_000 + number) for number, template in enumerate(MessageTemplate, start=1)
}


@pytest.fixture
def imitation(monkeypatch: pytest.MonkeyPatch) -> Iterator[Imitation]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with tencent_imitation() as running:
        yield running


@pytest.fixture
def carrier(imitation: Imitation) -> Iterator[TencentCarrier]:
    tencent = TencentCarrier(_settings(imitation))
    yield tencent
    tencent.close()


def _settings(imitation: Imitation) -> TencentSettings:
    return TencentSettings(
        secret_id=SECRET_ID,
        secret_key=SECRET_KEY,
        app_id="1400006666",
        sign_name="共决",
        templates=TEMPLATES,
        endpoint=imitation.endpoint,
        protocol="http",
        timeout=1,
    )


async def test_a_message_is_signed_sent_and_receipted(imitation: Imitation, carrier: TencentCarrier) -> None:
    assert await carrier.send(MESSAGE) == CarrierReceipt(carrier="tencent", serial="2019:2026")
    [request] = imitation.requests
    assert request["body"] == {
        "PhoneNumberSet": ["+8619900001234"],
        "SmsSdkAppId": "1400006666",
        "SignName": "共决",
        "TemplateId": TEMPLATES[(MessageTemplate.SMS_CODE, Language.ZH)],
        "TemplateParamSet": ["042917", "5"],
        "SessionContext": str(MESSAGE.reference),
    }
    assert request["headers"]["x-tc-action"] == "SendSms"
    assert request["headers"]["x-tc-version"] == "2021-01-11"
    assert request["headers"]["x-tc-region"] == "ap-beijing"


@pytest.mark.parametrize("phone", ["19900001234", "8619900001234", "+8619900001234"])
async def test_a_mainland_phone_is_sent_in_international_form(
    imitation: Imitation, carrier: TencentCarrier, phone: str
) -> None:
    await carrier.send(replace(MESSAGE, phone=phone))
    assert imitation.requests[0]["body"]["PhoneNumberSet"] == ["+8619900001234"]


@pytest.mark.parametrize("phone", ["", "1990000123", "199000012345", "+4915100000000", "1990000123４"])
async def test_anything_else_is_refused_before_it_leaves(
    imitation: Imitation, carrier: TencentCarrier, phone: str
) -> None:
    with pytest.raises(CarrierRefused) as refused:
        await carrier.send(replace(MESSAGE, phone=phone))
    assert refused.value.code == "NotAMainlandPhone"
    assert imitation.requests == []


async def test_a_wrong_key_is_final(imitation: Imitation) -> None:
    carrier = TencentCarrier(replace(_settings(imitation), secret_key="another"))
    with pytest.raises(CarrierRefused) as refused:
        await carrier.send(MESSAGE)
    carrier.close()
    assert refused.value.code == "AuthFailure.SignatureFailure"


@pytest.mark.parametrize(
    "code",
    [
        "FailedOperation.PhoneNumberInBlacklist",
        "FailedOperation.TemplateIncorrectOrUnapproved",
        "InvalidParameterValue.IncorrectPhoneNumber",
        "LimitExceeded.PhoneNumberDailyLimit",
        "UnauthorizedOperation.SmsSdkAppIdVerifyFail",
    ],
)
@pytest.mark.parametrize("place", ["", "error:"])
async def test_what_no_later_try_can_change_is_final(
    imitation: Imitation, carrier: TencentCarrier, code: str, place: str
) -> None:
    imitation.behaviour = place + code
    with pytest.raises(CarrierRefused) as refused:
        await carrier.send(MESSAGE)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("behaviour", "code", "may_have_been_sent"),
    [
        ("LimitExceeded.PhoneNumberThirtySecondLimit", "LimitExceeded.PhoneNumberThirtySecondLimit", False),
        ("FailedOperation.InsufficientBalanceInSmsPackage", "FailedOperation.InsufficientBalanceInSmsPackage", False),
        ("InternalError.Timeout", "InternalError.Timeout", True),
        ("error:InternalError.OtherError", "InternalError.OtherError", False),
        ("error:RequestLimitExceeded", "RequestLimitExceeded", False),
        ("error:RequestLimitExceeded.UinLimitExceeded", "RequestLimitExceeded.UinLimitExceeded", False),
        ("error:SomethingNew", "SomethingNew", True),
        ("http:500", "ServerNetworkError", True),
        ("http:502", "ServerNetworkError", True),
        ("hang", "ClientNetworkError", True),
        ("hangup", "ClientNetworkError", True),
        ("garbage", "JSONDecodeError", True),
        ("empty", "UnexpectedAnswer", True),
        ("context", "UnexpectedAnswer", True),
    ],
)
async def test_what_may_succeed_later_is_retried(
    imitation: Imitation, carrier: TencentCarrier, behaviour: str, code: str, may_have_been_sent: bool
) -> None:
    imitation.behaviour = behaviour
    with pytest.raises(CarrierUnavailable) as unavailable:
        await carrier.send(MESSAGE)
    assert unavailable.value.code == code
    assert unavailable.value.may_have_been_sent is may_have_been_sent
    imitation.behaviour = "Ok"
    imitation.release.set()
    assert (await carrier.send(MESSAGE)).serial == "2019:2026"
    assert len({request["body"]["SessionContext"] for request in imitation.requests}) == 1


async def test_nobody_listening_was_certainly_not_sent(imitation: Imitation) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        carrier = TencentCarrier(replace(_settings(imitation), endpoint=f"127.0.0.1:{unused.getsockname()[1]}"))
        with pytest.raises(CarrierUnavailable) as unavailable:
            await carrier.send(MESSAGE)
    carrier.close()
    assert unavailable.value.may_have_been_sent is False


@pytest.mark.parametrize("behaviour", ["Ok", "http:500", "garbage", "hangup", "FailedOperation.PhoneNumberInBlacklist"])
async def test_nothing_personal_is_logged_or_raised(
    imitation: Imitation, carrier: TencentCarrier, caplog: pytest.LogCaptureFixture, behaviour: str
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="tencentcloud_sdk_common")
    imitation.behaviour = behaviour
    spoken = [repr(MESSAGE), repr(_settings(imitation))]
    try:
        await carrier.send(MESSAGE)
    except (CarrierRefused, CarrierUnavailable) as failure:
        spoken.extend([repr(failure), *traceback.format_exception(failure)])
    spoken.append(caplog.text)
    for secret in (PHONE, "042917", SECRET_KEY):
        assert not any(secret in text for text in spoken)


async def test_a_language_without_a_registered_template_is_refused(carrier: TencentCarrier) -> None:
    with pytest.raises(CarrierRefused) as refused:
        await carrier.send(replace(MESSAGE, language=Language.EN))
    assert refused.value.code == "TemplateNotRegistered"


def test_settings_name_every_message_without_a_template(imitation: Imitation) -> None:
    with pytest.raises(ValueError, match=r"sms_code.*ballot_result"):
        replace(
            _settings(imitation),
            templates={
                key: value
                for key, value in TEMPLATES.items()
                if key[0] not in (MessageTemplate.SMS_CODE, MessageTemplate.BALLOT_RESULT)
            },
        )


class Shelf:
    """An outbox in memory."""

    def __init__(self) -> None:
        self.kept: dict[UUID, OutgoingText] = {}

    async def keep(self, message: OutgoingText) -> str:
        self.kept.setdefault(message.reference, message)
        return str(list(self.kept).index(message.reference) + 1)


async def test_the_outbox_keeps_what_it_is_given_and_receipts_it() -> None:
    shelf = Shelf()
    carrier: Carrier = OutboxCarrier(shelf)
    assert await carrier.send(MESSAGE) == CarrierReceipt(carrier="outbox", serial="1")
    assert await carrier.send(MESSAGE) == CarrierReceipt(carrier="outbox", serial="1")
    assert shelf.kept[MESSAGE.reference].text.startswith("验证码042917")
