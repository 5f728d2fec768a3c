"""The life of a ballot by curl, against everything as `make run` starts it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from graphql import build_schema as schema_of
from graphql import parse, validate

from gongjue.demo import accounts
from schema.operations import persisted_operations
from schema.root import build_schema
from tests.gongjue.test_up import up

ROOT = Path(__file__).parent.parent.parent
SCRIPT = Path(accounts.__file__).with_name("lifecycle.sh")


@pytest.mark.parametrize("text", persisted_operations().values(), ids=lambda text: text.split("(")[0])
def test_every_committed_operation_fits_the_schema(text: str) -> None:
    assert validate(schema_of(build_schema(None).as_str()), parse(text)) == []


def test_the_script_goes_from_certification_to_the_same_result_twice(data_root: Path) -> None:
    with up(data_root, {"GONGJUE_PROFILE": "demo"}) as running:
        running.until_said("One-time passwords, owners' phones")
        done = subprocess.run(
            ["sh", str(SCRIPT)],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "LANG": "en_GB.UTF-8",
                "GONGJUE_DATA_DIR": str(data_root),
                "DEMO_URL": f"http://127.0.0.1:{running.port}",
                "DEMO_COMMAND": f"{sys.executable} -m gongjue",
            },
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "published: ADOPTED" in done.stdout
    assert "recounted: adopted" in done.stdout
    assert done.stdout.count("receipt:") == 2
