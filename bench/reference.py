"""The reference: pgbench, PostgreSQL's own load generator in C, with the very statements of one casting.

The statements are the product's (`domain.store.castings`), each parameter replaced by an expression of the caller's
number or by what an earlier statement has found. One transaction is one casting by one caller.
"""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.installation import Installation
from bench.load import STRIDE
from bench.population import sql_id
from domain.store import castings
from gongjue.embedded.postgres import installed_binaries

CLIENTS = 64


@dataclass(frozen=True)
class ReferenceLoad:
    """`each` castings by every client, by the callers number `begin` and following of `callers` from `first` on."""

    first: int
    callers: int
    begin: int
    each: int
    estate_units: int
    matters: int
    clients: int = CLIENTS

    @property
    def count(self) -> int:
        """How many castings that are."""
        return self.clients * self.each


@dataclass(frozen=True)
class ReferenceAnswer:
    """What pgbench says: castings a second without connecting, and the mean milliseconds of one."""

    per_second: float
    milliseconds: float


def script_of(load: ReferenceLoad) -> str:
    """One casting as a pgbench script."""
    estate = f":n / {load.estate_units}"
    ballot, owner = f"ARRAY[{sql_id('ballot', estate)}]", f"ARRAY[{sql_id('owner', ':n')}]"
    account, key = f"ARRAY[{sql_id('account', ':n')}]", f"ARRAY[{sql_id('session', ':n')}]"
    submission = f"ARRAY[{sql_id('submission', ':n')}]"
    choices = ",".join(str(position * 3 + 1) for position in range(load.matters))
    inserted = [
        submission, ballot, account, owner, key, "ARRAY['\\x00'::bytea]", f"ARRAY['{{{choices}}}'::text]",
        "ARRAY['app'::text]", "ARRAY[NULL::uuid]", "ARRAY[NULL::uuid]", "ARRAY[1]", ":at::timestamptz",
        "ARRAY[:held_area::bigint]", f"ARRAY[{sql_id('estate', estate)}]", key, submission,
        "ARRAY[:held_unit_id::uuid]", "ARRAY[:held_title_id::uuid]", "ARRAY[:held_head_key::uuid]",
        "ARRAY[:held_counted::bool]", "ARRAY[:held_area::bigint]",
    ]  # fmt: skip
    return "\n".join(
        (
            r"\set i :i + 1",
            rf"\set n {load.first} + ({load.begin} + :client_id + :i * {load.clients}) * {STRIDE} % {load.callers}",
            "BEGIN;",
            f"SELECT pass_ballot_gates({ballot});",
            _filled(castings._LOCK_TITLES, [ballot, owner]) + ";",
            _filled(castings._BALLOTS, [ballot]) + r" \gset",
            _filled(castings._RECORDED, [account, key]) + ";",
            _filled(castings._HELD_UNITS, [ballot, owner, ":at::timestamptz"]) + r" \gset held_",
            _filled(castings._INSERT, inserted) + ";",
            "COMMIT;",
            "",
        )
    )


def _filled(statement: str, parameters: list[str]) -> str:
    """The statement on one line with its parameters written in; arrays of ids lose the cast they no longer need."""
    one_line = " ".join(statement.split())
    return re.sub(r"\$(\d+)", lambda found: parameters[int(found[1]) - 1], one_line)


def cast_by_pgbench(installation: Installation, load: ReferenceLoad) -> ReferenceAnswer:
    """Run pgbench on the installation's database."""
    script = Path(installation.directory) / "casting.pgbench"
    script.write_text(script_of(load))
    done = subprocess.run(
        [
            str(installed_binaries() / "pgbench"), "--no-vacuum", "--protocol=prepared", f"--file={script}",
            f"--client={load.clients}", "--jobs=1", f"--transactions={load.each}", "--define=i=-1",
            installation.database_url,
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    mean = re.search(r"latency average = ([0-9.]+)", done.stdout)
    processed = re.search(r"actually processed: (\d+)/", done.stdout)
    if done.returncode or not found or not mean or not processed or int(processed[1]) != load.count:
        raise RuntimeError(f"pgbench failed: {done.stderr[-2000:]}{done.stdout[-2000:]}")
    return ReferenceAnswer(float(found[1]), float(mean[1]))
