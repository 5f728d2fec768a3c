"""The bridge installs and runs by itself: nothing of the server, and no library but its own four."""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import device_bridge
from tests.device_bridge.vectors import RESIDENT, read_reply

SOURCE = Path(device_bridge.__file__).parent
# Refuses every import that is neither of the standard library nor of what the bridge may use, then imports all of it.
IMPORT_ALL = """
import importlib.abc, pkgutil, sys
allowed = sys.stdlib_module_names | {"device_bridge", "serial", "cryptography", "_cffi_backend", "h11", "websockets"}
class Fence(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] not in allowed and not name.startswith("_sysconfigdata"):
            raise ModuleNotFoundError(f"{name} is not the bridge's")
sys.meta_path.insert(0, Fence())
sys.path.insert(0, sys.argv[1])
import device_bridge
assert device_bridge.__file__.startswith(sys.argv[1])
names = [one.name for one in pkgutil.walk_packages(device_bridge.__path__, "device_bridge.")]
for name in names:
    if not name.endswith("__main__"):
        __import__(name)
from device_bridge.__main__ import main
sys.exit(main(["decode"]) if len(names) > 20 else 3)
"""


def test_the_bridge_is_built_by_itself_and_runs_alone(tmp_path: Path) -> None:
    copied = tmp_path / "source"
    shutil.copytree(SOURCE, copied, ignore=shutil.ignore_patterns("__pycache__", "build", "*.egg-info"))
    build = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=copied, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("gongjue_device_bridge-*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(installed)
    assert (installed / "device_bridge" / "bridge.graphql").exists()
    ran = subprocess.run(
        [sys.executable, "-I", "-c", IMPORT_ALL, str(installed)], input=read_reply(RESIDENT).hex(), text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert '"kind": "resident"' in ran.stdout


def test_what_the_bridge_needs_the_whole_product_needs_alike() -> None:
    alone = tomllib.loads((SOURCE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    whole = tomllib.loads((SOURCE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert set(alone) <= set(whole)
