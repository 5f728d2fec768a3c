"""How long does a photo of fifty megapixels take, and how much memory, from its arrival to its encrypted row?"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.report import Report
from domain.rules.photos import inspect

SECONDS_AT_MOST, MEGABYTES_AT_MOST = 3.0, 300.0


def once(photo: Path, way: str) -> dict[str, Any]:
    """What one photo took in a fresh process; the memory of a process also counts that of who started it."""
    command = [sys.executable, "-m", "bench.photo_once", str(photo), way]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def measure(quick: bool) -> Report:
    """Every kind, and the first again as anybody would have written it."""
    report = Report("photos", quick)
    with tempfile.TemporaryDirectory(prefix="gongjue-bench-") as directory:
        photos = {name: Path(found) for name, found in once(Path(directory), "quick" if quick else "make").items()}
        ours: dict[str, list[dict[str, Any]]] = {}
        for name, photo in photos.items():
            found = inspect(photo.read_bytes())
            pixels = found.width * found.height / 1e6
            report.note(name, f"{pixels:.1f} megapixels, {photo.stat().st_size / 1e6:.1f} MB")
            ours[name] = [once(photo, "ours") for _ in range(3)]
            report.add(f"{name}: seconds", [one["seconds"] for one in ours[name]], "s", at_most=SECONDS_AT_MOST)
            memory = [max(one["here"], one["decoder"]) for one in ours[name]]
            report.add(f"{name}: memory of the larger process", memory, "MB", at_most=MEGABYTES_AT_MOST)
        whole = [once(photos["JPEG"], "naive") for _ in range(3)]
    ratios = {"time": "seconds", "memory": "here"}
    for what, key in ratios.items():
        mine = [max(one["here"], one["decoder"]) if key == "here" else one[key] for one in ours["JPEG"]]
        report.add(
            f"JPEG: {what}, of that of decoding it whole",
            [a / b[key] for a, b in zip(mine, whole, strict=True)],
            at_most=1.0,
        )
    return report
