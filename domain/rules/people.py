"""What must be said about a person who is to get an account, and about why something is done to one."""

from domain.rules.identity import normalise_name, normalise_phone
from domain.rules.refusals import Fault

NAME_LONGEST = 50
REASON_LONGEST = 500


def person_faults(name: str, phone: str) -> list[Fault]:
    """What is wrong with the name and the mobile number of a person who is to get an account."""
    return [*name_faults(name), *phone_faults(phone)]


def name_faults(name: str) -> list[Fault]:
    """What is wrong with a name."""
    if 0 < len(normalise_name(name)) <= NAME_LONGEST:
        return []
    return [
        Fault("name", f"请填写姓名，最多 {NAME_LONGEST} 个字。", f"Give a name of at most {NAME_LONGEST} characters.")
    ]


def phone_faults(phone: str) -> list[Fault]:
    """What is wrong with a number to which codes shall be sent."""
    if normalise_phone(phone) is not None:
        return []
    return [Fault("phone", "请填写 11 位大陆手机号。", "Give a mainland mobile number of 11 digits.")]


def reason_faults(reason: str) -> list[Fault]:
    """What is wrong with the reason for something that is done to somebody."""
    if 0 < len(reason.strip()) <= REASON_LONGEST:
        return []
    return [
        Fault(
            "reason",
            f"请写明原因，最多 {REASON_LONGEST} 个字。",
            f"Give a reason of at most {REASON_LONGEST} characters.",
        )
    ]
