"""The clock in the API: a phone's own may be wrong, and a demo's runs ahead."""

from datetime import datetime

import strawberry

from resolvers import clock as resolve
from schema.problems import query


@strawberry.type
class ClockQueries:
    """Root fields of Query."""

    now = query(
        resolve.now,
        permission=None,
        answers=datetime,
        description="The instant by which ballots open and close; what remains is counted from it.",
    )
