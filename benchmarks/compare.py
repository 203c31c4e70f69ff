"""Penstock beside other ways to send a file of prompts, all with one simulated provider; writes a table.

    compare.py WORK [write] [PEER…]        write also puts the table into docs/benchmarks.md
"""

import datetime
import os
import platform
import sys
import time
from pathlib import Path

import harness
from harness import Simulator, say, write_prompts
from peer import DidNotWork, all_peers

# Sizes for twelve minutes in all.
SCALE = float(os.environ.get("PENSTOCK_BENCH_COMPARE_SCALE", "1"))
RPM = 1_200
PAGE = harness.REPOSITORY / "docs" / "benchmarks.md"
BEGIN, END = "<!-- written by benchmarks/compare -->", "<!-- end of what benchmarks/compare wrote -->"
NOTHING_TO_TELL = "no way to tell it"


def scaled(count):
    return max(20, int(count * SCALE))


def ceiling(work, peer):
    """An endless file to a provider that answers at once, 50 at once, for ten seconds after the first call."""
    prompts = write_prompts(work / "ceiling.jsonl", 40_000)
    with Simulator(work) as simulator, peer.run(simulator, prompts, concurrency=50) as run:
        run.wait_for_calls(1, 60)
        run.wait(max(3, 10 * min(1, SCALE)))
        books = simulator.books()
        seconds = simulator.seconds_of_calls()
    if seconds < 1:
        raise DidNotWork(f"{books['calls']['answered']} answers within {seconds:.1f} s, then none")
    return f"{books['calls']['answered'] / seconds:,.0f}/s"


def seed(work, peer):
    """Requests of 300 ms each, 20 at once: time, processor time and memory of all its processes."""
    count = scaled(600)
    ideal = count * 0.3 / 20
    prompts = write_prompts(work / "seed.jsonl", count)
    with Simulator(work, "--latency", "300ms") as simulator:
        with peer.run(simulator, prompts, concurrency=20, rpm=0 if peer.takes_concurrency else 60 * 20 / 0.3) as run:
            run.wait(120)
        calls = simulator.seconds_of_calls() + 0.3
        lost = run.lost(count)
    return [
        f"{calls / ideal:.2f}, {run.seconds / ideal:.2f}" + (f", {lost} lost" if lost else ""),
        f"{1000 * run.processor_seconds() / count:.1f} ms",
        f"{run.mebibytes():.0f} MiB",
    ]


def quota_told(work, peer):
    """20 requests a second, told; 200 to 600 ms each, 20 at once."""
    if not peer.can_be_told:
        return NOTHING_TO_TELL
    return quota(work, peer, RPM)


def quota_unknown(work, peer):
    """The same, told to nobody and announced nowhere."""
    return quota(work, peer, 0)


def quota(work, peer, told):
    count = scaled(300)
    prompts = write_prompts(work / "quota.jsonl", count)
    limits = ["--rpm", str(RPM), "--quota-style", "bucket", "--burst", "1s", "--no-quota-headers"]
    with Simulator(work, "--latency", "200ms..600ms", *limits) as simulator:
        with peer.run(simulator, prompts, concurrency=20, rpm=told) as run:
            run.wait(90)
        calls = simulator.books()["calls"]
        used = calls["answered"] / (simulator.seconds_of_calls() * RPM / 60 + RPM / 60)
        return f"{100 * used:.0f} %, {calls['throttled']}, {run.lost(count)}" + run.remark()


def faults(work, peer):
    """5 % of the calls get a 500, 2 % a web page, 2 % a closed connection, 1 % no answer at all, with a timeout of 5 s."""
    count = scaled(400)
    prompts = write_prompts(work / "faults.jsonl", count)
    wrong = [word for fault in ["500=0.05", "garbage=0.02", "drop=0.02", "hang=0.01"] for word in ("--fault", fault)]
    with Simulator(work, "--latency", "200ms", *wrong) as simulator:
        with peer.run(simulator, prompts, concurrency=20, timeout=5) as run:
            run.wait(90)
        seconds = simulator.seconds_of_calls()
    return f"{run.lost(count)}, {seconds:.0f} s" + run.remark()


def kill(work, peer):
    """kill -9 of everything but the provider after half of the answers, then the same command again."""
    count = scaled(400)
    prompts = write_prompts(work / "kill.jsonl", count)
    with Simulator(work, "--latency", "300ms") as simulator:
        with peer.run(simulator, prompts, concurrency=20) as run:
            run.wait_for_calls(count // 2, 90)
            run.kill()
        with peer.run(simulator, prompts, concurrency=20, again=True) as run:
            run.wait(90)
        books = simulator.books()
        again = books["calls"]["total"] - books["prompts"]["distinct"]
    return f"{run.lost(count)}, {again}" + run.remark()


CASES = [ceiling, seed, quota_told, quota_unknown, faults, kill]
HEADS = [
    "answers/s, no latency, 50 at once",
    f"{scaled(600)} × 300 ms, 20 at once: calls, command ÷ ideal",
    "processor time a request",
    "memory",
    "quota told: used, 429s, lost",
    "quota unknown: used, 429s, lost",
    f"faults, of {scaled(400)}: lost, time",
    f"kill −9 of {scaled(400)} and again: lost, called twice",
]


def compare(work, names):
    began = time.monotonic()
    rows = {}
    for peer in all_peers(work):
        if names and peer.folder.name not in names:
            continue
        trouble = peer.install()
        if trouble:
            rows[peer] = [trouble] + [""] * (len(HEADS) - 1)
            say(f"{peer.name}: {trouble}")
            continue
        cells = []
        for case in CASES:
            cell = measured(work, peer, case)
            cells += cell if isinstance(cell, list) else [cell]
            say(f"{time.monotonic() - began:4.0f} s  {peer.name:38} {case.__name__:14} {cell}")
        rows[peer] = cells
    return table(rows)


def measured(work, peer, case):
    try:
        return case(work, peer)
    except DidNotWork as reason:
        return ["did not work: " + str(reason)] + ["", ""] * (case is seed)


def table(rows):
    lines = [
        f"{datetime.date.today()}, {processor()}, {os.cpu_count()} cores, {memory()} GiB, load at the end {os.getloadavg()[0]:.1f}; "
        f"Python {platform.python_version()}; {', '.join(filter(None, (peer.version() for peer in rows)))}.",
        "",
        "| | " + " | ".join(HEADS) + " |",
        "|---" * (len(HEADS) + 1) + "|",
    ]
    lines += [f"| {peer.name} | " + " | ".join(cells) + " |" for peer, cells in rows.items()]
    return "\n".join(lines) + "\n"


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def memory():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30


def write_into_page(text):
    page = PAGE.read_text()
    before, rest = page.split(BEGIN, 1)
    PAGE.write_text(before + BEGIN + "\n\n" + text + "\n" + END + rest.split(END, 1)[1])


def main(work, words):
    text = compare(work, [word for word in words if word != "write"])
    (work / "compare.md").write_text(text)
    print(text)
    say(f"also in {work / 'compare.md'}")
    if "write" in words:
        write_into_page(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
