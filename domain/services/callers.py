"""Who is calling: requests and wakes that arrive together are looked up together, in one statement."""

from collections.abc import Sequence

from domain.rules.policy import ANONYMOUS, Actor
from domain.services.gathering import Gathering
from domain.services.sessions import actors_behind
from domain.store.database import Database


async def caller(database: Database, token: str | None) -> Actor:
    """The actor whose session `token` opens now, or `ANONYMOUS`; a use of the session."""
    if not token:
        return ANONYMOUS
    return await database.keep("callers", lambda: _gathering(database, used=True)).ask(token)


async def watcher(database: Database, token: str | None) -> Actor:
    """As `caller`, where nobody has done anything: what wakes a screen that is left open keeps no session alive."""
    if not token:
        return ANONYMOUS
    return await database.keep("watchers", lambda: _gathering(database, used=False)).ask(token)


def _gathering(database: Database, *, used: bool) -> Gathering[str, Actor]:
    async def together(tokens: Sequence[str]) -> Sequence[Actor]:
        async with database.glance() as session:
            found = await actors_behind(session, tokens, used=used)
        return [found.get(token, ANONYMOUS) for token in tokens]

    return Gathering(together)
