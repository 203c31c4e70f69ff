"""What a request costs in processor time and bytes written, beside AsyncOpenAI at the same pace."""

import os
import sys
import time
from pathlib import Path

import harness
import processes
from harness import Home, Simulator, provider, run, say, write_prompts

SECONDS = int(os.environ.get("PENSTOCK_BENCH_COST_SECONDS", "50"))
SETTLED = 0.3
RESTING = 20


def cost(work):
    """The same requests at the same pace by AsyncOpenAI and by penstock: the whole process tree, Temporal server included."""
    with Simulator(work, "--latency", "300ms..700ms") as simulator:
        for rate, most in [(100, 1.0), (8, 2.0)]:
            compare(work, simulator, rate, most)
    idle(work)


def compare(work, simulator, rate, most):
    count = rate * SECONDS
    prompts = write_prompts(work / f"cost-{rate}.jsonl", count)
    script = Path(__file__).with_name("async_openai.py")
    answers = work / "async-openai.jsonl"
    plain = measure(
        simulator,
        count,
        [sys.executable, script, simulator.base_url, prompts, str(4 * rate), answers, str(rate)],
        dict(os.environ),
        work / "async-openai.log",
    )
    # Results of an earlier home, which this one would not overwrite.
    for file in work.glob(f"cost-{rate}.results*"):
        file.unlink()
    home = Home(work, "cost")
    limits = ["--rpm", str(60 * rate), "--concurrency", str(2 * rate)]
    ours = measure(
        simulator,
        count,
        [harness.PENSTOCK, *run(prompts, *limits)],
        harness.environment(home, provider(simulator)),
        home.folder / "console.log",
    )
    say(f"{count} requests at {rate} a second; processor ms and bytes written a request")
    for name, figures in {"AsyncOpenAI": plain, "penstock": ours}.items():
        say(f"{name:14} {figures['whole']:6.2f} ms, {figures['settled']:6.2f} once it runs; {figures['kilobytes']:6.1f} KB written")
        for process, milliseconds, kilobytes in figures["processes"]:
            say(f"  {process:20} {milliseconds:6.2f} ms   {kilobytes:6.1f} KB")
    results = sum(file.stat().st_size for file in work.glob(f"cost-{rate}.*results*")) / count / 1000
    say(f"÷ AsyncOpenAI   {ours['whole'] / plain['whole']:.2f} whole, {ours['settled'] / plain['settled']:.2f} once it runs (target ≤ {most})")
    say(f"result files    {results:6.1f} KB a request (written beside them: target ≤ 10 KB)")


def measure(simulator, count, command, environment, log):
    """Runs a command to its end; "once it runs" is from 30 % of the calls to the last."""
    simulator.reset()
    process = processes.started(command, environment, log)
    with processes.Usage(process.pid) as usage:
        marks = []
        while process.poll() is None:
            calls = simulator.calls()
            if SETTLED * count <= calls < count:
                marks.append((calls, usage.processor_seconds()))
            time.sleep(0.5)
    processes.ended(process)
    (first, before), (last, after) = marks[0], marks[-1]
    return {
        "whole": 1000 * usage.processor_seconds() / count,
        "settled": 1000 * (after - before) / (last - first),
        "kilobytes": usage.bytes_written() / count / 1000,
        "processes": [(name, 1000 * seconds / count, size / count / 1000) for name, seconds, size in usage.by_name()],
    }


def idle(work):
    """`penstock up` with nothing to do."""
    home = Home(work, "cost-idle")
    with harness.running(home, ["up"], {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}) as up:
        harness.wait_until(lambda: harness.is_serving(home), 60, "`penstock up` does not serve")
        time.sleep(15)
        say(f"idle            {processes.resting(up.pid, RESTING):6.1%} of a core (target ≤ 2 %)")


CASES = {"cost": cost}
