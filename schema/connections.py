"""Cursor connections over `domain.store.pages.Page`: `Connection[Estate]` is `EstateConnection` in the schema."""

from typing import Annotated, Any, Generic, TypeVar

import strawberry

from domain.store.pages import Page

Node = TypeVar("Node")

First = Annotated[int, strawberry.argument(description="How many at the most, 1 to 100.")]
After = Annotated[str | None, strawberry.argument(description="The cursor after which the page begins.")]


@strawberry.type(description="Where a page ends and whether more follows.")
class PageInfo:
    """Relay's page information, forward only."""

    has_next_page: bool
    end_cursor: str | None


@strawberry.type(description="A node with its cursor.")
class Edge(Generic[Node]):
    """One row of a page."""

    cursor: str
    node: Node


def _page(root: Any) -> Page[Any]:
    page: Page[Any] = root
    return page


@strawberry.type(description="A page of a list.")
class Connection(Generic[Node]):
    """Bound to `Page`: resolvers answer the page, this shows it."""

    @strawberry.field
    def nodes(self) -> list[Node]:
        """The rows."""
        return list(_page(self).rows)

    @strawberry.field
    def edges(self) -> list[Edge[Node]]:
        """The rows with their cursors."""
        page = _page(self)
        return [Edge(cursor=cursor, node=row) for cursor, row in zip(page.cursors, page.rows, strict=True)]

    @strawberry.field
    def page_info(self) -> PageInfo:
        """The end of the page."""
        page = _page(self)
        return PageInfo(has_next_page=page.has_next_page, end_cursor=page.cursors[-1] if page.cursors else None)

    @strawberry.field
    async def total_count(self) -> int:
        """The length of the list."""
        return await _page(self).count()
