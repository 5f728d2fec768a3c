"""What a manual review may be answered with: a closed list of reasons, each with what the owner can do about it."""

from collections.abc import Collection
from datetime import timedelta

from domain.rules.refusals import Fault
from domain.rules.terms import ManualReviewReason, ManualReviewState, PhotoPurpose

# How long after a failed match a review may be asked for, and how long an owner has to send what was asked for.
MATCH_COUNTS_FOR = timedelta(days=3)
ANSWER_WITHIN = timedelta(days=30)
MOST_PHOTOS = 12
DOCUMENTS = (PhotoPurpose.IDENTITY_DOCUMENT, PhotoPurpose.PROPERTY_DOCUMENT)
WORDS_LONGEST = 500
OPEN_STATES = (ManualReviewState.WAITING, ManualReviewState.MORE_ASKED)

SENTENCES: dict[ManualReviewReason, tuple[str, str]] = {
    ManualReviewReason.PHOTO_UNREADABLE: (
        "照片不清晰或有遮挡，请在光线充足处重新拍摄，四角完整、文字可辨。",
        "A photo cannot be read. Take it again in good light, with all four corners and every word in sight.",
    ),
    ManualReviewReason.IDENTITY_MISSING: (
        "缺少身份证明，请补充权利人本人的身份证件（含号码的一面）。",
        "The identity document is missing. Add the owner's own, the side with the number.",
    ),
    ManualReviewReason.PROPERTY_MISSING: (
        "缺少房产证明，请补充不动产权证书（房产证）的权利人页和坐落页，或购房合同的相应页。",
        "The property document is missing. Add the pages with owner and address of the certificate or contract.",
    ),
    ManualReviewReason.NAME_DIFFERS: (
        "填写的姓名与证件不一致，请重新认证，并按证件填写姓名。",
        "The name entered is not that of the document. Certify again with the name as it stands there.",
    ),
    ManualReviewReason.NUMBER_DIFFERS: (
        "填写的证件号码与证件不一致，请重新认证，并按证件填写号码。",
        "The number entered is not that of the document. Certify again with the number as it stands there.",
    ),
    ManualReviewReason.UNIT_DIFFERS: (
        "房产证明上的坐落不是所选房屋，请核对楼栋、单元和房号后重新认证。",
        "The property document is for another unit. Check building, entrance and room, and certify again.",
    ),
    ManualReviewReason.NOT_AN_OWNER: (
        "房产证明上的权利人不是您本人，请由权利人用本人的手机号认证；产权已转移的，请提供转移后的证明。",
        "The property document names another owner. They certify with their own phone; after a transfer, send the new "
        "document.",
    ),
    ManualReviewReason.DOCUMENT_EXPIRED: (
        "证件已过有效期，请换发后用新证件重新认证。",
        "The document has expired. Certify again with the new one.",
    ),
    ManualReviewReason.DOCUMENT_NOT_ACCEPTED: (
        "所提供的材料不能证明身份或产权，请提供身份证、护照、军官证，以及不动产权证书或购房合同。",
        "This does not prove who you are or what you own. Send an identity card, passport or officer's card, and the "
        "property certificate or contract.",
    ),
    ManualReviewReason.OTHER: (
        "请按审核人员的说明办理。",
        "Please follow the reviewer's words.",
    ),
}


def answer_faults(reasons: Collection[ManualReviewReason], words: str) -> list[Fault]:
    """What is wrong with a rejection, or with what more is asked for: it says why, and "other" says it in words."""
    faults = []
    if not reasons:
        faults.append(Fault("reasons", "请至少选择一项原因。", "Choose at least one reason."))
    if ManualReviewReason.OTHER in reasons and len(words.strip()) < 5:
        faults.append(
            Fault(
                "words",
                "选择“其他”时，请写明业主需要做什么（至少 5 个字）。",
                "Say in words what the owner is to do.",
            )
        )
    if len(words) > WORDS_LONGEST or "\x00" in words:
        faults.append(Fault("words", f"说明最多 {WORDS_LONGEST} 个字。", f"At most {WORDS_LONGEST} characters."))
    return faults


def purpose_faults(purpose: PhotoPurpose) -> list[Fault]:
    """A review is about two documents; photos of anything else belong elsewhere."""
    if purpose in DOCUMENTS:
        return []
    return [Fault("purpose", "请选择身份证明或房产证明。", "Choose the identity or the property document.")]


def photo_faults(purposes: Collection[PhotoPurpose], count: int, *, all_needed: bool) -> list[Fault]:
    """What is wrong with the photos of a review; `all_needed`: one of each document at the least."""
    faults = []
    if all_needed and PhotoPurpose.IDENTITY_DOCUMENT not in purposes:
        faults.append(Fault("photoIds", "请上传身份证明的照片。", "Send a photo of the identity document."))
    if all_needed and PhotoPurpose.PROPERTY_DOCUMENT not in purposes:
        faults.append(Fault("photoIds", "请上传房产证明的照片。", "Send a photo of the property document."))
    if not all_needed and not purposes:
        faults.append(Fault("photoIds", "请至少补充一张照片。", "Add at least one photo."))
    if count > MOST_PHOTOS:
        faults.append(Fault("photoIds", f"照片最多 {MOST_PHOTOS} 张。", f"At most {MOST_PHOTOS} photos."))
    return faults
