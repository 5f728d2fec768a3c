"""The start page says who one may be, shows what there is, and is not there in production."""

from collections.abc import AsyncIterator

import httpx
import pyotp
import pytest

from gongjue.demo.accounts import PASSWORD
from gongjue.demo.start_page import start_page_routes
from gongjue.settings import Settings
from gongjue.wiring import api, open_database
from schema.asgi import Surface, create_app


@pytest.fixture
async def visitor(city: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A visitor of the city's API."""
    app = api(city)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(
            transport=transport, base_url=city.allowed_origins[0], headers={"X-Gongjue": "test"}
        ) as client:
            yield client


async def test_it_shows_every_ballot_every_login_and_every_person_in_chinese_first(visitor: httpx.AsyncClient) -> None:
    page = (await visitor.get("/demo")).text
    data = (await visitor.get("/demo.json")).json()
    assert 'lang="zh-CN"' in page
    assert len(data["ballots"]) == 12
    assert {one["key"] for one in data["staff"]} >= {"committee", "group", "property", "auditor", "city", "system"}
    helpers = {one["key"] for one in data["staff"] if one["operates_pad"]}
    assert "committee" in helpers
    assert not helpers & {"auditor", "city", "system"}
    for one in data["ballots"]:
        assert one["title"] in page
    for one in data["staff"]:
        assert f"<code>{one['login']}</code>" in page
    for one in data["people"]:
        assert one["phone"] in page
        assert one["document_number"] in page


async def test_it_has_an_english_side(visitor: httpx.AsyncClient) -> None:
    page = (await visitor.get("/demo", params={"lang": "en"})).text
    assert 'lang="en"' in page
    assert "Be an owner" in page
    assert "当一回业主" not in page


async def test_it_loads_nothing_from_elsewhere(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/demo")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "http:" not in answer.text
    assert "https:" not in answer.text
    for address, kind in (("/demo/start.css", "text/css"), ("/demo/start.js", "text/javascript")):
        part = await visitor.get(address)
        assert part.status_code == 200
        assert part.headers["content-type"].startswith(kind)


async def test_every_login_it_shows_can_sign_in(visitor: httpx.AsyncClient) -> None:
    data = (await visitor.get("/demo.json")).json()
    assert data["password"] == PASSWORD
    document = "mutation($i: SignInInput!) { signIn(input: $i) { __typename } }"
    auditor = next(one["login"] for one in data["staff"] if one["key"] == "auditor")
    code = pyotp.TOTP(data["totp"]["secret"]).now()
    signing_in = {"login": auditor, "password": data["password"], "totp": code}
    answer = await visitor.post("/graphql", json={"query": document, "variables": {"i": signing_in}})
    assert answer.json()["data"]["signIn"]["__typename"] == "SignedIn", answer.text


async def test_production_has_no_such_page(city: Settings) -> None:
    database = open_database(city, pool_size=1)
    app = create_app(database, Surface(("https://vote.example",), production=True), {}, start_page_routes(database))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="https://vote.example") as client:
        for address in ("/", "/demo", "/demo.json", "/demo/outbox.json"):
            assert (await client.get(address)).status_code == 404
    await database.close()
