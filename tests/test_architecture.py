"""The house rules that no linter knows."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from strawberry.types import get_object_definition
from strawberry.types.field import StrawberryField

from schema.root import PUBLIC, Mutation, Query

ROOT = Path(__file__).parent.parent
PACKAGES = ("schema", "resolvers", "domain", "workers", "device_bridge", "gongjue")


def modules(*folders: str) -> Iterator[Path]:
    """Every Python module below these folders."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def named(path: Path) -> str:
    """A module's path as a person writes it."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", list(modules("domain/rules")), ids=named)
def test_rules_know_no_clock_and_no_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\.(now|today|utcnow)\(|\bopen\(|\bprint\(", text)


def test_only_the_store_commits() -> None:
    committing = {named(path) for path in modules(*PACKAGES) if ".commit(" in path.read_text(encoding="utf-8")}
    assert committing <= {"domain/store/database.py", "domain/store/migrate.py"}


def test_nothing_but_the_settings_reads_the_environment() -> None:
    reading = re.compile(r"os\.environ\b|os\.getenv\(")
    found = {named(path) for path in modules(*PACKAGES) if reading.search(path.read_text(encoding="utf-8"))}
    # The command line and the process entries hand the environment to the settings and to child processes.
    assert {path for path in found if not path.startswith(("gongjue/", "device_bridge/"))} == set()


@pytest.mark.parametrize("path", list(modules(*PACKAGES)), ids=named)
def test_a_module_is_a_sitting(path: Path) -> None:
    if "migrations/versions" in str(path):
        return
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


def test_no_room_for_leftovers() -> None:
    banned = {"utils", "util", "helpers", "helper", "manager", "managers", "base", "common", "misc"}
    assert not [named(path) for path in modules(*PACKAGES) if path.stem in banned or path.parent.name in banned]


def root_fields() -> Iterator[StrawberryField]:
    """Every root field of Query and Mutation."""
    for root in (Query, Mutation):
        yield from get_object_definition(root, strict=True).fields


@pytest.mark.parametrize("field", list(root_fields()), ids=lambda field: str(field.python_name))
def test_every_root_field_names_its_permission_or_is_public(field: StrawberryField) -> None:
    assert "permission" in field.metadata, "declare it with schema.problems.query or command"
    assert (field.metadata["permission"] is None) == (field.python_name in PUBLIC)


def test_every_package_says_what_it_answers() -> None:
    for package in PACKAGES:
        for path in (ROOT / package).rglob("__init__.py"):
            assert path.read_text(encoding="utf-8").startswith('"""'), named(path)
