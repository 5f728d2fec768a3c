"""Pages of a list by keyset: a page begins after the row that its cursor names, however many rows came meanwhile."""

import base64
import json
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from domain.store.database import Database

MOST = 100
Row = TypeVar("Row")


class PageNotPossible(ValueError):
    """`first` or `after` is not usable; the message says why."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list with the cursor of each; `count` reads the length of the whole list when it is asked for."""

    rows: Sequence[Row]
    cursors: Sequence[str]
    has_next_page: bool
    count: Callable[[], Awaitable[int]]


async def read_page(
    database: Database,
    statement: Select[Row],
    *,
    by: Sequence[InstrumentedAttribute[Any]],
    first: int = 20,
    after: str | None = None,
    descending: bool = False,
) -> Page[Row]:
    """The page of `statement` (a SELECT of one entity) after the cursor `after`, `first` rows at the most (1 to 100).

    `by` are the columns that order the list: not null, the last one unique. Raises `PageNotPossible`.
    """
    if not 1 <= first <= MOST:
        raise PageNotPossible(f"`first` is a number from 1 to {MOST}")
    wanted = statement
    if after is not None:
        key, mark = tuple_(*by), tuple_(*_decode(after, by))
        wanted = wanted.where(key < mark if descending else key > mark)
    wanted = wanted.order_by(*(column.desc() if descending else column.asc() for column in by)).limit(first + 1)

    async def count() -> int:
        async with database.glance() as session:
            counted = select(func.count()).select_from(statement.order_by(None).subquery())
            return int((await session.execute(counted)).scalar_one())

    async with database.glance() as session:
        found: Sequence[Row] = (await session.scalars(wanted)).all()
    rows = found[:first]
    return Page(rows, [_encode(row, by) for row in rows], len(found) > first, count)


def page_of(
    rows: Sequence[Row], key: Callable[[Row], tuple[int | str, ...]], *, first: int = 20, after: str | None = None
) -> Page[Row]:
    """The page of a list that was worked out, not read: `rows` stand in the order of `key`, which no two share.

    A page begins after the place that its cursor names, wherever the row that stood there has gone. Raises
    `PageNotPossible`.
    """
    if not 1 <= first <= MOST:
        raise PageNotPossible(f"`first` is a number from 1 to {MOST}")
    start = 0
    if after is not None:
        try:
            mark = tuple(json.loads(base64.urlsafe_b64decode(after.encode())))
            start = bisect_right(rows, mark, key=key)
        except (ValueError, TypeError) as fault:
            raise PageNotPossible("`after` is not a cursor of this list") from fault
    shown = rows[start : start + first]

    async def count() -> int:
        return len(rows)

    cursors = [base64.urlsafe_b64encode(json.dumps(key(row), ensure_ascii=False).encode()).decode() for row in shown]
    return Page(shown, cursors, start + first < len(rows), count)


def _encode(row: object, by: Sequence[InstrumentedAttribute[Any]]) -> str:
    values = [getattr(row, column.key) for column in by]
    text = json.dumps([value if isinstance(value, int) else _text(value) for value in values], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode()


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _decode(cursor: str, by: Sequence[InstrumentedAttribute[Any]]) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        return [_value(column.type.python_type, value) for column, value in zip(by, values, strict=True)]
    except (ValueError, TypeError) as fault:
        raise PageNotPossible("`after` is not a cursor of this list") from fault


def _value(kind: type[Any], value: Any) -> Any:
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is UUID:
        return UUID(value)
    if not isinstance(value, kind):
        raise ValueError(f"not a {kind.__name__}")
    return value
