"""Everything that happens when nobody asks, in one list."""

from collections.abc import Callable, Sequence

from dramatiq import Broker

from domain.services.carriers.carrier import Carrier
from domain.store.database import Database
from workers import audit, ballots, manual_reviews, messages, photos, records
from workers.broker import declare_duty
from workers.clock import Duty


def declare(broker: Broker, open_carrier: Callable[[Database], Carrier]) -> Sequence[Duty]:
    """Declares every actor on the broker, and returns what the clock looks for.

    Each is one line, `declare_duty(broker, name, find, act, at_once)`; both halves are functions of the module of
    their noun. `open_carrier` makes who takes the messages that wait in a database.
    """
    return (
        declare_duty(broker, "open", ballots.ballots_to_open, ballots.open_ballots, ballots.ONE_GROUP),
        declare_duty(broker, "close", ballots.ballots_to_close, ballots.close_ballots, ballots.ONE_GROUP),
        declare_duty(broker, "tally", ballots.ballots_to_tally, ballots.tally_ballots, ballots.ONE_GROUP),
        declare_duty(broker, "late", ballots.results_that_are_late, ballots.raise_late_results),
        declare_duty(broker, "audit", audit.chains_to_seal, audit.seal_chains, audit.CHAINS_AT_ONCE),
        declare_duty(broker, "broadcasts", messages.broadcasts_due, messages.expand),
        declare_duty(broker, "records", records.records_to_purge, records.purge_records),
        declare_duty(broker, "manual_reviews", manual_reviews.reviews_to_settle, manual_reviews.settle_reviews),
        declare_duty(broker, "photos", photos.photos_to_delete, photos.delete_photos),
        declare_duty(broker, "messages", messages.messages_due, messages.delivering(open_carrier)),
    )
