"""What must be said about a person who names themselves or is named: name, phone and document."""

from domain.rules.identity import DocumentFault, document_faults, normalise_name, normalise_phone
from domain.rules.refusals import Fault
from domain.rules.terms import DocumentKind

NAME_LONGEST = 50
# A person has one of these; an organisation's code is nobody's.
PERSONAL_DOCUMENTS = frozenset(DocumentKind) - {DocumentKind.ORGANISATION_CODE}


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


_NUMBER_SENTENCES: dict[DocumentFault, tuple[str, str]] = {
    DocumentFault.EMPTY: ("请填写证件号码。", "Give the document number."),
    DocumentFault.SHAPE: (
        "证件号码的位数或字符与证件种类不符，请对照证件核对。",
        "This is not the shape of such a number. Compare it with the document, and check the kind you chose.",
    ),
    DocumentFault.BIRTH_DATE: (
        "号码中的出生日期不存在，请对照证件核对。",
        "The birth date in the number does not exist. Compare it with the document.",
    ),
    DocumentFault.CHECK_DIGIT: (
        "校验码不对，可能有一位输错了，请逐位核对。",
        "The check digit does not fit the others; compare digit by digit.",
    ),
}


def number_faults(path: str, kind: DocumentKind, number: str) -> list[Fault]:
    """What is wrong with a document's number."""
    return [Fault(path, *_NUMBER_SENTENCES[fault]) for fault in document_faults(kind, number)]
