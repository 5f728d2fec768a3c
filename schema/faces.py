"""The faces: what `npm run build` left in admin-ui/dist is sent to browsers, the owner's at `/`, the staff's at
`/admin/`, the PAD's at `/pad/`.

An asset's name holds its hash, so it never changes and is kept for ever; the page that names them is asked for anew
each time. An address without a dot is one of the page's own, and gets the page.
"""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

# The longer paths first: the owner's face answers whatever no other has claimed.
FACES = {"admin": "/admin", "pad": "/pad", "owner": ""}
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
FOR_EVER = "public, max-age=31536000, immutable"
NOT_BUILT = (
    "页面还没有构建。请运行 make run，或在 admin-ui 目录里运行 npm ci 和 npm run build。\n"
    "The pages are not built yet. Run make run, or npm ci and npm run build in the folder admin-ui.\n"
)


@dataclass(frozen=True, slots=True)
class Faces:
    """Where the built faces are, and from which origins they are used. `demo` shows the demo's accounts on them."""

    folder: Path
    origins: Sequence[str]
    demo: bool

    def routes(self) -> list[Route]:
        """The routes of all faces; they claim every path, so they come last."""
        return [route for face, path in FACES.items() for route in self._routes_of(face, path)]

    def _routes_of(self, face: str, path: str) -> list[Route]:
        async def answer(request: Request) -> Response:
            return await asyncio.to_thread(self._answer, face, request)

        async def slash(_request: Request) -> Response:
            return RedirectResponse(f"{path}/", status_code=308)

        ours = [Route(f"{path}/{{path:path}}", answer, methods=["GET"])]
        return [Route(path, slash, methods=["GET"]), *ours] if path else ours

    def _answer(self, face: str, request: Request) -> Response:
        path: str = request.path_params["path"]
        if "." not in path:
            return self._page(face)
        file = _found(self.folder / face, path)
        if file is None:
            return PlainTextResponse("没有这个文件。 There is no such file.\n", status_code=404)
        return _asset(file, request.headers.get("accept-encoding", ""), for_ever=path.startswith("assets/"))

    def _page(self, face: str) -> Response:
        try:
            page = (self.folder / face / "index.html").read_text(encoding="utf-8")
        except FileNotFoundError:
            return PlainTextResponse(NOT_BUILT, status_code=503, headers={"Cache-Control": "no-store"})
        nonce = secrets.token_urlsafe(16)
        body = page.replace("__NONCE__", nonce).replace("__DEMO__", "yes" if self.demo else "no")
        headers = {
            # An answer with a nonce must not be given twice; without one it only has to be asked for anew.
            "Cache-Control": "no-store" if face == "admin" else "no-cache",
            "Content-Security-Policy": self._policy(f"'self' 'nonce-{nonce}'" if face == "admin" else "'self'"),
        }
        return Response(body, media_type="text/html", headers=headers)

    def _policy(self, styles: str) -> str:
        # Older Safari does not take 'self' for the socket of the same origin.
        sockets = " ".join(origin.replace("http", "ws", 1) for origin in self.origins)
        return (
            f"default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self' data: blob:; font-src 'self';"
            f" connect-src 'self' {sockets}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )


def _found(folder: Path, path: str) -> Path | None:
    """The file of an address within a folder; None for what is not there, is hidden, or lies outside."""
    try:
        file = (folder / path).resolve()
        inside = file.relative_to(folder.resolve())
        shown = (
            file.is_file() and str(inside) != "index.html" and not any(part.startswith(".") for part in inside.parts)
        )
    except (OSError, ValueError):
        # No file can have such a name, or it would lie outside.
        return None
    return file if shown else None


def _asset(file: Path, accepted: str, *, for_ever: bool) -> Response:
    given = (part.replace(" ", "").partition(";q=") for part in accepted.split(","))
    offered = {name for name, _, weight in given if weight.rstrip("0.") or not weight}
    headers = {"Cache-Control": FOR_EVER if for_ever else "no-cache", "Vary": "Accept-Encoding"}
    media_type = guess_type(file.name)[0] or "application/octet-stream"
    for encoding, ending in ENCODINGS:
        packed = file.with_name(file.name + ending)
        if encoding in offered and packed.is_file():
            return FileResponse(packed, media_type=media_type, headers={**headers, "Content-Encoding": encoding})
    return FileResponse(file, media_type=media_type, headers=headers)
