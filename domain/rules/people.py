"""What must be said about a person who is to get an account."""

from domain.rules.identity import normalise_name, normalise_phone
from domain.rules.refusals import Fault

NAME_LONGEST = 50


def person_faults(name: str, phone: str) -> list[Fault]:
    """What is wrong with the name and the mobile number of a person who is to get an account."""
    return [*name_faults(name), *phone_faults(phone)]


def name_faults(name: str, longest: int = NAME_LONGEST) -> list[Fault]:
    """What is wrong with a name."""
    if 0 < len(normalise_name(name)) <= longest:
        return []
    return [Fault("name", f"请填写名称，最多 {longest} 个字。", f"Give a name of at most {longest} characters.")]


def phone_faults(phone: str) -> list[Fault]:
    """What is wrong with a number to which codes shall be sent."""
    if normalise_phone(phone) is not None:
        return []
    return [Fault("phone", "请填写 11 位大陆手机号。", "Give a mainland mobile number of 11 digits.")]
