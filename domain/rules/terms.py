"""The field's terms as closed lists: the same names in the database, the law, the API and the recount file."""

from enum import StrEnum


class EstateStatus(StrEnum):
    """Where an estate stands; only `completed` certifies owners and votes."""

    PROPOSED = "proposed"
    PREPARING = "preparing"
    COMPLETED = "completed"
    REJECTED = "rejected"


class BuildingSource(StrEnum):
    """Where a building's record comes from (楼栋来源)."""

    SYSTEM = "system"
    ADDED = "added"


class Usage(StrEnum):
    """What a unit is for (分户用途). Which kinds count is decided in `roll`."""

    HOME = "home"
    SHOP = "shop"
    OFFICE = "office"
    PARKING = "parking"
    STORAGE = "storage"
    PUBLIC = "public"
    EQUIPMENT = "equipment"
    CIVIL_DEFENCE = "civil_defence"


class AreaSource(StrEnum):
    """Which record a floor area was taken from, best first (建筑物区分所有权解释 8)."""

    REGISTER = "register"
    SURVEY = "survey"
    CONTRACT = "contract"


class UnitColour(StrEnum):
    """The colour of a unit in the building table (楼盘表). It never changes a denominator."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class OwnerKind(StrEnum):
    """A natural person or an organisation."""

    PERSON = "person"
    ORGANISATION = "organisation"


class DocumentKind(StrEnum):
    """What proves who an owner is."""

    ID_CARD = "id_card"
    RESIDENCE_PERMIT = "residence_permit"
    PERMANENT_RESIDENCE = "permanent_residence"
    PASSPORT = "passport"
    OFFICER_CARD = "officer_card"
    ORGANISATION_CODE = "organisation_code"
    OTHER = "other"


class CodePurpose(StrEnum):
    """What a code sent to a phone is good for: nothing else than this."""

    SIGN_IN = "sign_in"
    CONFIRM = "confirm"


class ConsentKind(StrEnum):
    """What a person agrees to, each by itself and in a version of its own (个人信息保护法 14, 29)."""

    DOCUMENT_NUMBER = "document_number"
    CARD_READ = "card_read"
    PHOTOS = "photos"


class PhotoPurpose(StrEnum):
    """What a photo was sent to show; it is shown for nothing else."""

    IDENTITY_DOCUMENT = "identity_document"
    PROPERTY_DOCUMENT = "property_document"
    TICKET = "ticket"


class CertificationMethod(StrEnum):
    """How an account was bound to an owner and a unit."""

    ID_CARD = "id_card"
    OTHER_DOCUMENT = "other_document"
    MANUAL = "manual"
    CARD_READER = "card_reader"


class ManualReviewState(StrEnum):
    """Where a manual review stands: `overtaken` was certified another way, `lapsed` was asked for more in vain."""

    WAITING = "waiting"
    MORE_ASKED = "more_asked"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"
    LAPSED = "lapsed"


class ManualReviewStep(StrEnum):
    """What happened in a manual review."""

    SUBMITTED = "submitted"
    MORE_ASKED = "more_asked"
    RESUBMITTED = "resubmitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"
    LAPSED = "lapsed"


class ManualReviewReason(StrEnum):
    """Why photos do not yet, or do not, show who owns a unit; each is something that the owner can act on."""

    PHOTO_UNREADABLE = "photo_unreadable"
    IDENTITY_MISSING = "identity_missing"
    PROPERTY_MISSING = "property_missing"
    NAME_DIFFERS = "name_differs"
    NUMBER_DIFFERS = "number_differs"
    UNIT_DIFFERS = "unit_differs"
    NOT_AN_OWNER = "not_an_owner"
    DOCUMENT_EXPIRED = "document_expired"
    DOCUMENT_NOT_ACCEPTED = "document_not_accepted"
    OTHER = "other"


class OrganizerKind(StrEnum):
    """The four who may start a ballot."""

    PREPARATORY_GROUP = "preparatory_group"
    COMMITTEE = "committee"
    PROPERTY_COMPANY = "property_company"
    STREET = "street"


class NoticeKind(StrEnum):
    """The first two go through the street and are linked to a ballot; the others are published at once."""

    BALLOT_PUBLICITY = "ballot_publicity"
    BALLOT_ANNOUNCEMENT = "ballot_announcement"
    PUBLICITY = "publicity"
    ANNOUNCEMENT = "announcement"


class NoticeState(StrEnum):
    """Where a notice stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REJECTED = "rejected"
    APPROVED = "approved"
    PUBLISHED = "published"


class BallotState(StrEnum):
    """Where a ballot stands: `approved` waits for its window, `closed` for its tally, `published` has a result."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REJECTED = "rejected"
    APPROVED = "approved"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    PUBLISHED = "published"


class MatterKind(StrEnum):
    """What a matter decides (民法典 278, 北京市物业管理条例 34). The law's class follows from it."""

    RULES_OF_PROCEDURE = "rules_of_procedure"
    MANAGEMENT_COVENANT = "management_covenant"
    COMMITTEE_ELECTION = "committee_election"
    PROPERTY_COMPANY = "property_company"
    SERVICE_TERMS = "service_terms"
    REPAIR_FUND_RAISE = "repair_fund_raise"
    REPAIR_FUND_USE = "repair_fund_use"
    REPAIR_FUND_MANAGE = "repair_fund_manage"
    REBUILD = "rebuild"
    COMMON_PARTS_USE = "common_parts_use"
    OTHER_MAJOR = "other_major"


class MatterEffect(StrEnum):
    """What an "other major" matter turns out to do, and what a bundled one also does; re-classes it."""

    REBUILDS = "rebuilds"
    CHANGES_COMMON_PARTS = "changes_common_parts"
    EARNS_FROM_COMMON_PARTS = "earns_from_common_parts"
    RAISES_REPAIR_FUND = "raises_repair_fund"


class MatterState(StrEnum):
    """A suspended matter takes no answer and has no result."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


class MatterMode(StrEnum):
    """How a matter is counted: for and against, one of several, or seats among candidates."""

    SINGLE = "single"
    CHOICE = "choice"
    ELECTION = "election"


class ChoiceMode(StrEnum):
    """How the organizer lets people choose (投票设置): one, more candidates than seats 差额, as many 等额."""

    SINGLE = "single"
    CONTESTED = "contested"
    EQUAL = "equal"


class OptionRole(StrEnum):
    """What an option means to the law."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    CANDIDATE = "candidate"
    CHOICE = "choice"


class Outcome(StrEnum):
    """What became of a matter."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    ELECTED = "elected"
    INCOMPLETE = "incomplete"
    RUN_OFF = "run_off"
    SUSPENDED = "suspended"


class Channel(StrEnum):
    """Where a casting came from."""

    APP = "app"
    PAD = "pad"
    LATE_CERTIFICATION = "late_certification"


class Audience(StrEnum):
    """To whom a broadcast about a ballot goes: every certified owner in scope, or those who have not voted."""

    EVERYONE = "everyone"
    NOT_VOTED = "not_voted"


class MemberPosition(StrEnum):
    """What a person is in a body: a group's leader, a committee's member, a property company's contact."""

    LEADER = "leader"
    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy_chair"
    MEMBER = "member"
    ALTERNATE = "alternate"
    CONTACT = "contact"


class Sex(StrEnum):
    """As the dialog of the preparatory group's leader asks for it (性别)."""

    MALE = "male"
    FEMALE = "female"
    NOT_STATED = "not_stated"


class OrganizerState(StrEnum):
    """Where a body stands: its term may be over although nobody has dissolved it."""

    ACTIVE = "active"
    EXPIRED = "expired"
    DISSOLVED = "dissolved"


class MessageState(StrEnum):
    """Where a message stands; one that waits may have been tried before."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"


class AccountState(StrEnum):
    """Where a staff account stands: `invited` until its activation was used."""

    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


class ChangeSetState(StrEnum):
    """Where a change set stands; it is applied as a whole or dropped."""

    DRAFT = "draft"
    APPLIED = "applied"
    DROPPED = "dropped"
