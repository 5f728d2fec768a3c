"""The one file that a bridge keeps."""

import json
import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from device_bridge.__main__ import main
from device_bridge.identity import Identity, IdentityRefused
from device_bridge.posting import Server

ADDRESS = "https://gongjue.example"
DEVICE = "01970000-0000-7000-8000-000000000001"


def kept(file: Path) -> Identity:
    identity = Identity(Server.at(ADDRESS), ADDRESS, DEVICE, Ed25519PrivateKey.generate())
    identity.keep(file)
    return identity


def test_an_identity_is_kept_for_its_own_user_and_read_again(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        identity = kept(tmp_path / "device.json")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "device.json").stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["device.json"]
    again = Identity.kept_in(tmp_path / "device.json")
    assert (again.device_id, again.server) == (DEVICE, Server.at(ADDRESS))
    assert again.private_key.private_bytes_raw() == identity.private_key.private_bytes_raw()
    assert "private_key" not in repr(again)


def test_an_identity_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    kept(tmp_path / "device.json")
    (tmp_path / "device.json").chmod(0o640)
    with pytest.raises(IdentityRefused, match="chmod 600"):
        Identity.kept_in(tmp_path / "device.json")


@pytest.mark.parametrize(
    "change",
    [{"privateKey": "AAAA"}, {"privateKey": None}, {"server": "http://gongjue.example"}, {"deviceId": None}],
)
def test_what_is_no_identity_is_refused_and_not_repeated(tmp_path: Path, change: dict[str, str | None]) -> None:
    file = tmp_path / "device.json"
    kept(file)
    written = {**json.loads(file.read_text()), **change}
    file.write_text(json.dumps({name: value for name, value in written.items() if value is not None}))
    with pytest.raises(IdentityRefused) as refused:
        Identity.kept_in(file)
    assert written["privateKey"] is None or written["privateKey"] not in str(refused.value)


def test_what_cannot_be_done_is_said_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "device.json"
    assert main(["run", "--identity", str(file)]) == 2
    assert "请先登记" in capsys.readouterr().err
    kept(file)
    before = file.read_bytes()
    assert main(["enrol", "--server", ADDRESS, "--code", "A", "--identity", str(file)]) == 2
    assert "--replace" in capsys.readouterr().err
    elsewhere = str(tmp_path / "nowhere" / "device.json")
    assert main(["enrol", "--server", ADDRESS, "--code", "A", "--identity", elsewhere]) == 2
    plain = ["enrol", "--server", "http://gongjue.example", "--code", "A", "--identity", str(tmp_path / "new.json")]
    assert main([*plain, "--port", str(tmp_path / "none")]) == 2
    assert "https://" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert os.listdir(tmp_path) == ["device.json"]
