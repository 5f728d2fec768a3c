"""Tencent Cloud SMS (API 2021-01-11) through its official SDK."""

import asyncio
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from requests.exceptions import ConnectTimeout
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20210111.models import SendSmsRequest, SendSmsResponse
from tencentcloud.sms.v20210111.sms_client import SmsClient
from urllib3.exceptions import MaxRetryError, NewConnectionError

from domain.services.carriers.carrier import CarrierReceipt, CarrierRefused, CarrierUnavailable, OutgoingText
from domain.services.templates.render import MessageTemplate
from domain.services.wording import Language

# The SDK writes whole requests and answers, phones and texts included, to this logger at DEBUG. Nobody may turn it on.
logging.getLogger("tencentcloud_sdk_common").disabled = True

MAINLAND_PHONE = re.compile(r"(?:\+?86)?(1[0-9]{10})", re.ASCII)

# Families of codes that no later try can change: the message, the number or our settings are wrong.
FINAL_FAMILIES = frozenset(
    {
        "AuthFailure",
        "FailedOperation",
        "InvalidAction",
        "InvalidParameter",
        "InvalidParameterValue",
        "LimitExceeded",
        "MissingParameter",
        "NoSuchVersion",
        "UnauthorizedOperation",
        "UnknownParameter",
        "UnsupportedOperation",
        "UnsupportedProtocol",
        "UnsupportedRegion",
    }
)

# Members of those families that time, or a paid bill, does change.
RETRIED_CODES = frozenset(
    {
        "AuthFailure.SignatureExpire",
        "FailedOperation.InsufficientBalanceInSmsPackage",
        "LimitExceeded.AppDailyLimit",
        "LimitExceeded.AppMainlandChinaDailyLimit",
        "LimitExceeded.DeliveryFrequencyLimit",
        "LimitExceeded.PhoneNumberOneHourLimit",
        "LimitExceeded.PhoneNumberThirtySecondLimit",
        "UnauthorizedOperation.RequestIpNotInWhitelist",
        "UnauthorizedOperation.ServiceSuspendDueToArrears",
    }
)

# Internal errors after which the carrier may nevertheless have taken the message.
UNCERTAIN_CODES = frozenset(
    {
        "InternalError.ParseBackendResponseFail",
        "InternalError.SendAndRecvFail",
        "InternalError.Timeout",
        "InternalError.UnknownError",
    }
)


@dataclass(frozen=True, slots=True)
class TencentSettings:
    """What the carrier is told once.

    `templates` maps a message and its language, by name, to the id under which it is registered; every message needs
    one in Chinese (ValueError names those without). `timeout` is in seconds, for connecting and for each wait for an
    answer.
    """

    secret_id: str
    secret_key: str = field(repr=False)
    app_id: str
    sign_name: str
    templates: Mapping[tuple[str, str], str]
    region: str = "ap-beijing"
    endpoint: str = "sms.tencentcloudapi.com"
    protocol: str = "https"
    timeout: int = 10

    def __post_init__(self) -> None:
        missing = [template.value for template in MessageTemplate if (template, Language.ZH) not in self.templates]
        if missing:
            raise ValueError(f"no Tencent template id for: {', '.join(missing)}")


class TencentCarrier:
    """A Carrier that sends through Tencent Cloud SMS."""

    def __init__(self, settings: TencentSettings) -> None:
        self._settings = settings
        http = HttpProfile(protocol=settings.protocol, endpoint=settings.endpoint, reqTimeout=settings.timeout)
        self._client = SmsClient(
            Credential(settings.secret_id, settings.secret_key), settings.region, ClientProfile(httpProfile=http)
        )

    async def send(self, message: OutgoingText) -> CarrierReceipt:
        """Sends `message`; the reference travels as the session context and must come back with the answer."""
        request = self._request(message)
        try:
            # The SDK's own limit is per socket operation; an answer that only drips is given up here. The thread ends
            # with its socket.
            async with asyncio.timeout(3 * self._settings.timeout):
                response = await asyncio.to_thread(self._client.SendSms, request)
        except TimeoutError:
            raise CarrierUnavailable("Timeout", may_have_been_sent=True) from None
        except TencentCloudSDKException as failure:
            # `from None`: the SDK's message may quote the answer, and with it the phone.
            raise _outcome(str(failure.code), reached=not _never_connected(failure)) from None
        return _receipt(response, message)

    def close(self) -> None:
        """Closes the connections that were kept open for the next message."""
        self._client.request.conn._session.close()

    def _request(self, message: OutgoingText) -> SendSmsRequest:
        template = self._settings.templates.get((message.template, message.language))
        if template is None:
            raise CarrierRefused("TemplateNotRegistered")
        phone = MAINLAND_PHONE.fullmatch(message.phone)
        if phone is None:
            raise CarrierRefused("NotAMainlandPhone")
        request = SendSmsRequest()
        request.PhoneNumberSet = [f"+86{phone[1]}"]
        request.SmsSdkAppId = self._settings.app_id
        request.SignName = self._settings.sign_name
        request.TemplateId = template
        request.TemplateParamSet = list(message.parameters)
        request.SessionContext = str(message.reference)
        return request


def _receipt(response: SendSmsResponse, message: OutgoingText) -> CarrierReceipt:
    statuses = response.SendStatusSet or []
    if len(statuses) != 1 or not statuses[0].Code:
        raise CarrierUnavailable("UnexpectedAnswer", may_have_been_sent=True)
    status = statuses[0]
    if status.Code != "Ok":
        raise _outcome(str(status.Code), reached=True)
    if status.SessionContext != str(message.reference) or not status.SerialNo:
        raise CarrierUnavailable("UnexpectedAnswer", may_have_been_sent=True)
    return CarrierReceipt(carrier="tencent", serial=str(status.SerialNo))


def _outcome(code: str, *, reached: bool) -> CarrierRefused | CarrierUnavailable:
    """Whether `code` is final. What Tencent has not published is retried: the caller's tries are bounded anyway."""
    family = code.partition(".")[0]
    if family in FINAL_FAMILIES and code not in RETRIED_CODES:
        return CarrierRefused(code)
    # A code without a published family is the name of an exception that met a broken answer: it had been sent.
    answered = family in FINAL_FAMILIES or family in {"InternalError", "RequestLimitExceeded", "ResourceUnavailable"}
    return CarrierUnavailable(code, may_have_been_sent=reached and (not answered or code in UNCERTAIN_CODES))


def _never_connected(failure: TencentCloudSDKException) -> bool:
    """Whether the request never left: the SDK turns every exception of `requests` into one code, the cause tells."""
    cause = failure.__context__
    if isinstance(cause, ConnectTimeout):
        return True
    reason = cause.args[0] if cause is not None and cause.args else None
    return isinstance(reason, MaxRetryError) and isinstance(reason.reason, NewConnectionError)
