"""The schema, put together from its nouns."""

from collections.abc import Collection

import strawberry

from schema.accounts import AccountMutations, AccountQueries
from schema.audit import AuditQueries
from schema.ballot_commands import BallotMutations
from schema.ballots import BallotQueries
from schema.bridge import BridgeMutations, BridgeSubscriptions
from schema.buildings import BuildingMutations, BuildingQueries, BuildingSubscriptions
from schema.castings import CastingMutations, CastingQueries
from schema.certifications import CertificationMutations, CertificationQueries
from schema.change_sets import ChangeSetMutations, ChangeSetQueries
from schema.clock import ClockQueries
from schema.committees import OrganizerMutations, OrganizerQueries
from schema.devices import DeviceMutations, DeviceQueries
from schema.estates import EstateMutations, EstateQueries
from schema.gaps import GapQueries
from schema.guard import GuardedSchema, guard
from schema.manual_review_commands import ManualReviewMutations
from schema.manual_reviews import ManualReviewQueries
from schema.messages import MessageMutations, MessageQueries
from schema.notices import NoticeMutations, NoticeQueries
from schema.own_data import OwnDataMutations, OwnDataQueries
from schema.pads import PadMutations, PadQueries, PadSubscriptions
from schema.participation import ParticipationQueries, ParticipationSubscriptions
from schema.places import PlaceQueries
from schema.ratings import RatingMutations, RatingQueries
from schema.results import ResultMutations, ResultQueries
from schema.scalars import CONFIG
from schema.shared_events import SharedEvents
from schema.sheets import SheetMutations
from schema.staff import StaffMutations, StaffQueries
from schema.tickets import TicketMutations, TicketQueries
from schema.titles import TitleMutations
from schema.units import UnitMutations, UnitQueries


@strawberry.type
class Query(
    AccountQueries,
    BallotQueries,
    AuditQueries,
    BuildingQueries,
    CastingQueries,
    CertificationQueries,
    ChangeSetQueries,
    DeviceQueries,
    ClockQueries,
    EstateQueries,
    ManualReviewQueries,
    OwnDataQueries,
    GapQueries,
    MessageQueries,
    NoticeQueries,
    OrganizerQueries,
    PadQueries,
    ParticipationQueries,
    PlaceQueries,
    RatingQueries,
    ResultQueries,
    StaffQueries,
    TicketQueries,
    UnitQueries,
):
    """What can be read."""


@strawberry.type
class Mutation(
    AccountMutations,
    BallotMutations,
    BridgeMutations,
    BuildingMutations,
    CastingMutations,
    CertificationMutations,
    ChangeSetMutations,
    DeviceMutations,
    EstateMutations,
    ManualReviewMutations,
    OwnDataMutations,
    MessageMutations,
    NoticeMutations,
    RatingMutations,
    ResultMutations,
    OrganizerMutations,
    PadMutations,
    SheetMutations,
    StaffMutations,
    TicketMutations,
    TitleMutations,
    UnitMutations,
):
    """What can be commanded."""


@strawberry.type
class Subscription(BridgeSubscriptions, BuildingSubscriptions, PadSubscriptions, ParticipationSubscriptions):
    """What can be watched."""


# Root fields that anyone may call, signed in or not; every other root field names its permission.
PUBLIC = frozenset(
    {
        "districts", "me", "my_sessions", "consent_text", "request_code", "sign_in_with_code", "confirm_with_code",
        "sign_in", "begin_activation", "activate_account", "sign_out", "sign_out_everywhere", "end_session",
        "set_language", "certifiable_estates", "certifiable_buildings", "certifiable_units", "my_certifications",
        "my_other_units", "certify_by_id_card", "certify_by_document", "certify_my_other_units", "now",
        "enrol_device", "challenge_device", "open_device_session",
        "my_failed_matches", "my_manual_reviews", "request_review_photo", "submit_manual_review", "add_review_photos",
        "withdraw_manual_review", "show_my_review_photos", "my_consents", "withdraw_consent", "request_my_data",
        "delete_my_account", "manual_review_advice",
    }
)  # fmt: skip


def build_schema(persisted: Collection[str] | None = None) -> strawberry.Schema:
    """The one schema. `persisted`: the ids of the only operations that may run, or None for any."""
    return GuardedSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        config=CONFIG,
        extensions=[guard(persisted)],
        execution_context_class=SharedEvents,
    )
