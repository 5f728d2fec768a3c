"""The audit in the API."""

from datetime import datetime
from typing import Any

import strawberry
from strawberry.scalars import JSON

from domain.rules.policy import Permission
from domain.services import audit as services
from domain.store import tables
from resolvers import audit as resolve
from schema.connections import Connection
from schema.problems import query


@strawberry.type(description="Who did what, when, on what and why.")
class AuditRecord:
    """Bound to `tables.AuditRecord`."""

    id: strawberry.ID
    action: str
    subject_kind: str
    subject_id: strawberry.ID | None
    estate_id: strawberry.ID | None
    street_code: str | None = strawberry.field(description="The street that it belongs to, if to no estate.")
    district_code: str | None = strawberry.field(description="The district that it belongs to, if to no street.")
    account_id: strawberry.ID | None
    role: str | None
    before: JSON | None
    after: JSON | None
    reason: str | None
    actor_name = strawberry.field(
        resolver=resolve.actor_name, graphql_type=str | None, description="Who did it, masked; none for the system."
    )
    at: datetime
    chain_position: int | None

    @strawberry.field
    def chain_hash(self) -> str | None:
        """The hash that ties it to the record before it, in hexadecimal; none until it is sealed."""
        record: Any = self
        return record.chain_hash.hex() if record.chain_hash is not None else None

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.AuditRecord)


@strawberry.type(description="Whether an estate's audit hangs together, from its first record on.")
class AuditChain:
    """Bound to `audit.Verification`."""

    sealed: int = strawberry.field(description="How many records hang together.")
    broken_at: int | None = strawberry.field(description="The first position where the chain is broken, if it is.")

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.Verification)


@strawberry.type
class AuditQueries:
    """Root fields of Query."""

    audit_records = query(
        resolve.audit_records,
        permission=Permission.READ_AUDIT,
        answers=Connection[AuditRecord],
        description="The audit, newest first; of one estate or of all that I oversee, `since` included, `until` not.",
    )
    audit_chain = query(
        resolve.audit_chain,
        permission=Permission.READ_AUDIT,
        answers=AuditChain | None,
        description="Whether an estate's audit hangs together.",
    )
