"""What a browser is sent of the faces: the page for every address of its own, assets for ever, and nothing else."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from graphql import build_schema, parse, validate

from gongjue.settings import Settings
from gongjue.wiring import open_database
from schema.asgi import Surface, create_app
from schema.limits import faults_of
from schema.operations import persisted_operations
from schema.root import build_schema as build_ours

PAGE = '<!doctype html><html data-demo="__DEMO__"><meta property="csp-nonce" nonce="__NONCE__"><p>{face}</p></html>'


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder as the build leaves it."""
    for face in ("owner", "admin", "pad"):
        assets = tmp_path / face / "assets"
        assets.mkdir(parents=True)
        (tmp_path / face / "index.html").write_text(PAGE.format(face=face), encoding="utf-8")
        (assets / "main-abc.js").write_text("plain", encoding="utf-8")
        (assets / "main-abc.js.br").write_bytes(b"brotli")
        (assets / "main-abc.js.gz").write_bytes(b"gzip")
        (tmp_path / face / ".vite").mkdir()
        (tmp_path / face / ".vite" / "manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return tmp_path


async def visiting(settings: Settings, faces: Path, *, production: bool) -> AsyncIterator[httpx.AsyncClient]:
    origin = "https://vote.example"
    database = open_database(settings, pool_size=1)
    app = create_app(database, Surface((origin,), production, outbox=not production), {}, faces=faces)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=origin) as client:
        yield client
    await database.close()


@pytest.fixture
async def visitor(settings: Settings, built: Path) -> AsyncIterator[httpx.AsyncClient]:
    async for client in visiting(settings, built, production=True):
        yield client


@pytest.mark.parametrize(
    ("address", "face"),
    [("/", "owner"), ("/ballots/7/vote", "owner"), ("/admin/", "admin"), ("/admin/estates", "admin"), ("/pad/", "pad")],
)
async def test_an_address_without_a_dot_gets_its_faces_page(
    visitor: httpx.AsyncClient, address: str, face: str
) -> None:
    answer = await visitor.get(address)
    assert answer.status_code == 200
    assert f"<p>{face}</p>" in answer.text
    assert 'data-demo="no"' in answer.text
    assert "unsafe" not in answer.headers["content-security-policy"]


async def test_the_staffs_page_has_a_nonce_for_once_and_the_others_have_no_inline_style(
    visitor: httpx.AsyncClient,
) -> None:
    first, second = [await visitor.get("/admin/") for _ in range(2)]
    nonces = [re.findall(r"'nonce-([^']+)'", one.headers["content-security-policy"]) for one in (first, second)]
    assert nonces[0] != nonces[1]
    assert f'nonce="{nonces[0][0]}"' in first.text
    assert first.headers["cache-control"] == "no-store"
    for address in ("/", "/pad/"):
        policy = (await visitor.get(address)).headers["content-security-policy"]
        assert "style-src 'self';" in policy
        assert "wss://vote.example" in policy


@pytest.mark.parametrize(
    ("accepted", "sent", "body"),
    [
        ("gzip, br", "br", b"brotli"),
        ("gzip", "gzip", b"gzip"),
        ("br;q=0, gzip;q=0.5", "gzip", b"gzip"),
        ("", None, b"plain"),
    ],
)
async def test_an_asset_is_sent_packed_as_the_browser_takes_it_and_kept_for_ever(
    visitor: httpx.AsyncClient, accepted: str, sent: str | None, body: bytes
) -> None:
    async with visitor.stream("GET", "/assets/main-abc.js", headers={"Accept-Encoding": accepted}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers.get("content-encoding") == sent
    assert raw == body
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "address",
    [
        "/.vite/manifest.json", "/assets/none.js", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/index.html",
        "/admin/..%2f..%2fsecret.txt", "/assets%2f..%2f..%2fsecret.txt", "/assets.%00", "/" + "a" * 300 + ".js",
    ],
)  # fmt: skip
async def test_nothing_else_is_sent(visitor: httpx.AsyncClient, address: str) -> None:
    answer = await visitor.get(address)
    assert answer.status_code == 404
    assert "secret" not in answer.text.replace(address, "")


async def test_the_api_keeps_its_addresses(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get("/health")).text == "ok"
    assert (await visitor.get("/graphql")).status_code == 405


async def test_pages_that_are_not_built_say_how_to_build_them(settings: Settings, tmp_path: Path) -> None:
    async for client in visiting(settings, tmp_path / "nothing", production=False):
        for address in ("/", "/admin/", "/pad/"):
            answer = await client.get(address)
            assert answer.status_code == 503
            assert "npm run build" in answer.text
            assert "还没有构建" in answer.text


def test_every_committed_operation_is_one_that_the_api_answers() -> None:
    core = build_schema(build_ours().as_str())
    for text in persisted_operations().values():
        document = parse(text)
        assert validate(core, document) == [], text
        assert not faults_of(core, document), text
