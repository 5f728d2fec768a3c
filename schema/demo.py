"""Pages that only a demo or a test has: the outbox, which stands in for the phones."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from domain.services.outbox import newest_texts, outbox_page
from domain.store.database import Database

STYLE = Path(__file__).with_name("outbox.css").read_bytes()
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def outbox_routes(database: Database) -> list[Route]:
    """The outbox's page and its style sheet. Never in production: the page shows phones and codes to whoever asks."""

    async def page(_request: Request) -> Response:
        return HTMLResponse(outbox_page(await newest_texts(database)), headers=HEADERS)

    async def style(_request: Request) -> Response:
        return Response(STYLE, media_type="text/css", headers={"X-Content-Type-Options": "nosniff"})

    return [Route("/demo/outbox", page), Route("/demo/outbox.css", style)]
