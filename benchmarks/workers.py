"""Whether a second worker makes it faster, on a Temporal server whose state is in Postgres."""

import contextlib
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import harness
from books import Watch
from harness import Home, Simulator, penstock, provider, running, say, write_prompts

COUNT = int(os.environ.get("PENSTOCK_BENCH_WORKERS_REQUESTS", "20000"))
TURNS = [1, 2, 2, 1]
# A part of a core for each worker, as if it had a small machine of its own; 0 = they share this machine with everything else.
CORES = float(os.environ.get("PENSTOCK_BENCH_WORKER_CORES", "0"))


def workers(work):
    """20,000 requests without latency, 100 at once, by one worker and by two in turns, on Temporal with Postgres."""
    rates = {1: [], 2: []}
    prompts = write_prompts(work / "workers.jsonl", COUNT)
    with temporal_on_postgres(work) as address:
        for turn, count in enumerate(TURNS):
            rate, busy = one_turn(work, address, prompts, f"workers-{turn}", count)
            rates[count].append(rate)
            say(f"{count} worker{'s' * (count > 1)}: {rate:6.0f} requests/s once it runs, {100 * busy:3.0f} % of the machine's {os.cpu_count()} cores in use")
    one, two = (statistics.mean(rates[count]) for count in [1, 2])
    say(f"two ÷ one = {two / one:.2f}   (target ≥ 1.5, where the machine has room for a second worker)")


def one_turn(work, address, prompts, name, count):
    """Requests a second and the part of the processors in use between a fifth and the last of the calls."""
    home = Home(work, name)
    more = {"TEMPORAL_ADDRESS": address}
    with Simulator(work) as simulator, contextlib.ExitStack() as processes:
        more |= provider(simulator)
        for _ in range(count):
            take_in = processes.enter_context(small_machine())
            take_in(processes.enter_context(running(home, ["worker", "--concurrency", "100"], more)))
        harness.wait_until(lambda: (home.folder / "console.log").read_text().count("worker ready") >= count, 120, "the workers do not start")
        watch = processes.enter_context(Watch(simulator))
        penstock(home, ["submit", str(prompts), "--model", "simulated-1", "--id", name], more)
        harness.wait_until(lambda: simulator.calls() >= COUNT // 5, 300, "no calls")
        began, before = time.time(), busy_seconds()
        harness.wait_until(lambda: simulator.calls() >= COUNT, 600, "the batch does not end")
        ended, after = time.time(), busy_seconds()
        rate = watch.rate("calls", began, ended)
    return rate, (after - before) / (ended - began) / os.cpu_count()


def busy_seconds():
    """Of all processors since the machine was started, idle and waiting for disks left out."""
    fields = [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    return (sum(fields[:8]) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def small_machine():
    """A control group with so much of the processors, which takes in a process; needs root."""
    if not CORES:
        yield lambda process: None
        return
    first = Path("/sys/fs/cgroup/cpu")
    group = Path(tempfile.mkdtemp(prefix="penstock-worker-", dir=first if first.exists() else first.parent))
    period = 100_000
    if first.exists():
        (group / "cpu.cfs_quota_us").write_text(str(int(CORES * period)))
    else:
        (group / "cpu.max").write_text(f"{int(CORES * period)} {period}")
    try:
        yield lambda process: (group / "cgroup.procs").write_text(str(process.pid))
    finally:
        group.rmdir()


def port_for_postgres():
    """Temporal keeps its ports in Postgres in two bytes, and the script takes some beside it."""
    return random.randrange(12_000, 32_000)


@contextlib.contextmanager
def temporal_on_postgres(work):
    """The server that the script in TEMPORAL_POSTGRES starts; its address."""
    script = os.environ.get("TEMPORAL_POSTGRES")
    if not script:
        sys.exit("benchmarks: name a script in TEMPORAL_POSTGRES that starts a Temporal server on Postgres: SCRIPT start --port PORT")
    port = port_for_postgres()
    cli = Home(work, "workers").folder / "bin" / "temporal"
    log = work / "temporal-postgres.log"
    process = subprocess.Popen(
        [script, "start", "--port", str(port)],
        env=os.environ | {"TEMPORAL_CLI": str(cli)},
        stdout=open(log, "w"),
        stderr=subprocess.STDOUT,
    )
    try:
        # The first start may build the server.
        harness.wait_until(lambda: "ready" in log.read_text(), 900, f"Temporal on Postgres does not start; see {log}")
        yield f"127.0.0.1:{port}"
    finally:
        harness.stop(process)


CASES = {"workers": workers}
