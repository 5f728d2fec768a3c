"""What every resolver is handed: the database, who asks, and the request's number. Never a session."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from uuid_utils.compat import uuid7

from domain.rules.policy import ANONYMOUS, Actor
from domain.store.database import Database

L = TypeVar("L")


@dataclass(slots=True)
class Context:
    """One request's (or one WebSocket's) context. `cookies` collects what the answer shall set or clear."""

    database: Database
    actor: Actor = ANONYMOUS
    request_id: UUID = field(default_factory=uuid7)
    language: str = "zh"
    address: str = ""
    session_token: str | None = None
    device_token: str | None = None
    cookies: dict[str, str | None] = field(default_factory=dict)
    _loaders: dict[Hashable, Any] = field(default_factory=dict)

    def loader(self, key: Hashable, make: Callable[[], L]) -> L:
        """The request's loader for `key`, made at its first use."""
        if key not in self._loaders:
            self._loaders[key] = make()
        found: L = self._loaders[key]
        return found


Info = strawberry.Info[Context, None]
