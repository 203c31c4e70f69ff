"""A million requests in one batch: whether anything grows with them."""

import os
import re
import statistics
import sys
import time

import harness
import processes
from harness import Home, Simulator, provider, run, say, write_prompts

COUNT = int(os.environ.get("PENSTOCK_BENCH_MILLION", "1000000"))
MINUTES = int(os.environ.get("PENSTOCK_BENCH_MILLION_MINUTES", "20"))
STORE = os.environ.get("PENSTOCK_BENCH_STORE", "")
CONCURRENCY = os.environ.get("PENSTOCK_BENCH_MILLION_CONCURRENCY", "50")


def million(work):
    """A million short requests in one batch: heap, histories, rate, what Temporal keeps. Ends by itself after 20 minutes."""
    prompts = write_prompts(work / "million.jsonl", COUNT)
    with Simulator(work) as simulator:
        home = Home(work, "million")
        gc_log = home.folder / "gc.log"
        more = provider(simulator) | {"PENSTOCK_JAVA_OPTS": f"-Xlog:gc:file={gc_log}"}
        if STORE:
            more["PENSTOCK_STORE"] = STORE
        start = time.monotonic()
        process = harness.start_penstock(home, run(prompts, "--concurrency", CONCURRENCY, "--id", "million"), more)
        histories, progress = {}, [(0.0, 0)]
        with processes.Usage(process.pid) as usage:
            try:
                while process.poll() is None and time.monotonic() - start < MINUTES * 60:
                    time.sleep(10)
                    look_at_histories(home, histories)
                    progress.append((time.monotonic() - start, simulator.calls()))
                    print(f"\r  {progress[-1][0]:5.0f} s  {progress[-1][1]:>9,} calls", end="", file=sys.stderr)
                print(file=sys.stderr)
                finished = process.poll() == 0
            finally:
                harness.stop(process)
        calls = simulator.calls()
        rate = calls / simulator.seconds_of_calls()
        duplicates = simulator.books()["prompts"]["duplicates"]
    took = time.monotonic() - start
    say(f"{'finished' if finished else 'STOPPED'} after {took:.0f} s: {calls:,} calls, {duplicates} answered twice, store {STORE or 'a folder'}")
    say(f"{rate:.0f} requests/s from first to last call")
    say_rates(progress, calls)
    say_heap(gc_log)
    say(f"most memory of all processes {usage.most_resident >> 20} MiB (JVM and Temporal server)")
    for name, seconds, count in usage.by_name():
        say(f"  {name:20} {1000 * seconds / calls:6.2f} ms of processor time and {count / calls / 1000:6.1f} KB written a request")
    say(f"Temporal's database {database_bytes(home) / calls / 1000:.2f} KB a request")
    longest = max(histories.items(), key=lambda entry: entry[1], default=("none", 0))
    say(f"longest history {longest[1]} events, {longest[0]}, of {len(histories)} runs looked at (target ≤ 4,096)")


def say_rates(progress, calls):
    """From 5 to 20 % of the calls, and the last 15 %."""

    def moment(count):
        for (before, less), (after, more) in zip(progress, progress[1:]):
            if more >= count:
                return before + (after - before) * (count - less) / max(1, more - less)
        return progress[-1][0]

    early, late = (0.15 * calls / max(0.1, moment(end * calls) - moment(begin * calls)) for begin, end in [(0.05, 0.2), (0.85, 1.0)])
    say(f"{early:.0f} requests/s in the beginning, {late:.0f} in the end, ÷ {late / early:.2f}   (target ≥ 0.90)")


def database_bytes(home):
    return sum(file.stat().st_size for file in home.folder.glob("temporal.db*"))


def look_at_histories(home, histories):
    """The newest thousand executions each time; the batch itself and any shard that grew long are among them."""
    for execution in home.temporal("workflow", "list", "--limit", "1000") or []:
        look_at(execution, histories)
    described = home.temporal("workflow", "describe", "--workflow-id", "batch/million")
    if described:
        look_at(described["workflowExecutionInfo"], histories)


def look_at(info, histories):
    key = f"{info['execution']['workflowId']} run {info['execution']['runId'][:8]}"
    histories[key] = max(histories.get(key, 0), int(info.get("historyLength", 0)))


def say_heap(gc_log):
    """What is left after each collection; flat means that the second half needs no more than the first."""
    after = [float(size) for size in re.findall(r"->(\d+)M\(", gc_log.read_text())]
    settled = after[len(after) // 10 :]
    half = len(settled) // 2
    for name, part in {"first half": settled[:half], "second half": settled[half:]}.items():
        if part:
            say(
                f"heap after collection, {name:11} max {max(part):4.0f} MiB, median {statistics.median(part):4.0f} MiB"
                f" of {len(part)} (limit 512 MiB)"
            )


CASES = {"million": million}
