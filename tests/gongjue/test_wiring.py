"""The parts that the settings name are the parts that run."""

from domain.services.carriers.outbox import OutboxCarrier
from domain.services.carriers.tencent import TencentCarrier
from domain.services.templates.render import MessageTemplate
from domain.services.wording import Language
from domain.store.database import Database
from gongjue.settings import MESSAGE_TEMPLATES
from gongjue.wiring import open_carrier
from tests.conftest import settings_for

TENCENT = {
    "GONGJUE_SMS_PROVIDER": "tencent",
    "GONGJUE_TENCENT_SECRET_ID": "id",
    "GONGJUE_TENCENT_SECRET_KEY": "key",
    "GONGJUE_TENCENT_SMS_APP_ID": "1400000000",
    "GONGJUE_TENCENT_SMS_SIGN": "共决",
    **{f"GONGJUE_TENCENT_TEMPLATE_{name.upper()}": f"zh-{name}" for name in MESSAGE_TEMPLATES},
    "GONGJUE_TENCENT_TEMPLATE_SMS_CODE_EN": "en-sms_code",
}


async def test_messages_go_to_the_outbox_unless_a_carrier_is_named(
    database: Database, database_url: str, redis_url: str
) -> None:
    assert isinstance(open_carrier(settings_for(database_url, redis_url), database), OutboxCarrier)


async def test_a_text_without_a_template_of_its_own_goes_out_in_chinese(
    database: Database, database_url: str, redis_url: str
) -> None:
    carrier = open_carrier(settings_for(database_url, redis_url, **TENCENT), database)
    assert isinstance(carrier, TencentCarrier)
    templates = carrier._settings.templates
    assert templates[MessageTemplate.SMS_CODE, Language.EN] == "en-sms_code"
    assert templates[MessageTemplate.BALLOT_OPENED, Language.EN] == "zh-ballot_opened"
    assert templates[MessageTemplate.BALLOT_OPENED, Language.ZH] == "zh-ballot_opened"
    carrier.close()
