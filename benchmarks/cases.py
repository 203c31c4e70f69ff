"""The benchmarks. Each prints its figures, and its ratio to what it is measured against from the same run."""

import contextlib
import json
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import estimates
import budget
import compare
import cost
import harness
import million
import pipeline
import pools
import pools_shared
import service
import workers
from harness import REPOSITORY, Home, Simulator, async_openai, penstock, provider, run, say, write_prompts


def latency_bound(work):
    """1,000 prompts of 300 ms each, 20 at once: 15 s at best."""
    prompts = write_prompts(work / "latency-bound.jsonl", 1_000)
    ideal = 1_000 * 0.300 / 20
    with Simulator(work, "--latency", "300ms") as simulator:
        python = async_openai(work, simulator.base_url, prompts, 20)
        simulator.reset()
        home = Home(work, "latency-bound")
        summary = penstock(home, run(prompts, "--concurrency", "20"), provider(simulator))
        calls = simulator.seconds_of_calls() + 0.300
    say(f"ideal                        {ideal:6.2f} s")
    say(f"AsyncOpenAI, semaphore       {python:6.2f} s   ÷ ideal = {python / ideal:.3f}")
    say(f"penstock, first to last call {calls:6.2f} s   ÷ ideal = {calls / ideal:.3f}   (target ≤ 1.03)")
    wall = summary["wall_s"]
    say(f"penstock, wall_s             {wall:6.2f} s   ÷ ideal = {wall / ideal:.3f}   (with planning and assembling)")


def ceiling(work):
    """20,000 requests to a provider that answers at once, 50 at once."""
    count = 20_000
    prompts = write_prompts(work / "ceiling.jsonl", count)
    with Simulator(work) as simulator:
        python = count / async_openai(work, simulator.base_url, prompts, 50)
        say(f"AsyncOpenAI, semaphore        {python:6.0f} requests/s")
        for name, options in {"slices auto": [], "one request an activity": ["--slice", "1"]}.items():
            simulator.reset()
            home = Home(work, "ceiling")
            summary = penstock(home, run(prompts, "--concurrency", "50", *options), provider(simulator))
            calls = count / simulator.seconds_of_calls()
            wall = count / summary["wall_s"]
            say(f"penstock, {name:24} {calls:6.0f} requests/s first to last call, {wall:6.0f} by wall_s")
            if not options:
                say(f"  ÷ AsyncOpenAI = {calls / python:.2f} (target ≥ 3), {wall / python:.2f} by wall_s")
            else:
                say("  (target ≥ 400)")


def completion(work):
    """A Completion workflow through a running worker, over the same call made directly."""
    with Simulator(work, "--latency", "20ms") as simulator:
        home = Home(work, "completion")
        up = harness.start_penstock(home, ["up"], provider(simulator))
        try:
            harness.wait_until(lambda: harness.is_serving(home), 60, "`penstock up` does not serve")
            java = Path(os.environ["JAVA_HOME"]) / "bin" / "java"
            subprocess.run(
                [
                    java,
                    "-cp",
                    REPOSITORY / "starter/target/penstock.jar",
                    Path(__file__).with_name("Completions.java"),
                    f"127.0.0.1:{harness.PORT}",
                    simulator.pool,
                    simulator.base_url,
                ],
                stderr=open(home.folder / "completions.log", "w"),
                check=True,
            )
        finally:
            harness.stop(up)


def service_completions(work):
    """Completions over HTTP through `penstock serve`, over the same calls made directly; some minutes."""
    with Simulator(work) as simulator, serving(work, "service-completions", simulator) as (serve, base):
        for what in ["latency", "throughput", "first-token"]:
            before = processor_seconds(serve)
            calls = simulator.calls()
            service_java(base, simulator, what)
            report_cost(before, processor_seconds(serve), simulator.calls() - calls, what)


def service_peer(work):
    """Completions through `penstock serve` and through LiteLLM's proxy, in turns; a minute."""
    with Simulator(work) as simulator, serving(work, "service-peer", simulator) as (serve, base):
        with litellm_proxy(work, simulator) as peer:
            service_java(base, simulator, "peer", peer)


@contextlib.contextmanager
def litellm_proxy(work, simulator):
    """LiteLLM's proxy as it comes from PyPI, in a venv of its own, before the simulator; its address."""
    venv = work / "litellm"
    if not (venv / "bin" / "litellm").exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([venv / "bin" / "pip", "install", "-q", "--disable-pip-version-check", "litellm[proxy]"], check=True)
    version = subprocess.run([venv / "bin" / "pip", "show", "litellm"], capture_output=True, text=True, check=True).stdout
    say("peer: litellm " + next(line for line in version.splitlines() if line.startswith("Version")))
    config = work / "litellm.yaml"
    model = {"model": "openai/simulated-1", "api_base": simulator.base_url, "api_key": "none"}
    # JSON is YAML.
    config.write_text(json.dumps({"model_list": [{"model_name": "simulated-1", "litellm_params": model}]}))
    port = harness.free_port()
    proxy = subprocess.Popen(
        [venv / "bin" / "litellm", "--config", config, "--host", "127.0.0.1", "--port", str(port), "--telemetry", "False"],
        stdout=open(work / "litellm.log", "w"),
        stderr=subprocess.STDOUT,
        env={name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")} 
        | {"LITELLM_LOG": "ERROR", "LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY": "true"},
    )
    try:
        harness.wait_until(lambda: harness.can_connect(port), 120, "LiteLLM's proxy does not listen")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        harness.stop(proxy)


def service_streams(work):
    """200 streams at once whose tokens come every 100 ms, directly and through `penstock serve`: silences, and the heap."""
    with Simulator(work, "--token-latency", "100ms", "--output-tokens", "50") as simulator:
        with serving(work, "service-streams", simulator) as (serve, base):
            service_java(base, simulator, "streams", "200")
            before = heap_mib(serve.pid)
            service_java(base, simulator, "streams", "1000")
            say(f"heap after collection: {before} MiB before 1,000 more streams, {heap_mib(serve.pid)} MiB after")


@contextlib.contextmanager
def serving(work, name, simulator):
    """`penstock serve`, and the address of its API."""
    home = Home(work, name)
    port = harness.free_port()
    arguments = ["serve", "--port", str(port), "--concurrency", "256"]
    with harness.running(home, arguments, provider(simulator)) as serve:
        harness.wait_until(lambda: harness.is_serving(home), 60, "`penstock serve` does not serve")
        harness.wait_until(lambda: harness.can_connect(port), 60, "nobody listens")
        serve.home = home
        yield serve, f"http://127.0.0.1:{port}/v1"


def service_java(base, simulator, *what):
    java = Path(os.environ["JAVA_HOME"]) / "bin" / "java"
    program = Path(__file__).with_name("Service.java")
    subprocess.run([java, program, base, simulator.base_url, *what], check=True)


def processor_seconds(serve):
    """Of the Temporal server, and of Penstock."""
    ticks = os.sysconf("SC_CLK_TCK")
    pids = [harness.server_process(serve.home), serve.pid]
    fields = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in pids]
    return [(int(each[11]) + int(each[12])) / ticks for each in fields]


def report_cost(before, after, calls, what):
    # First tokens and latencies are measured in turns with direct calls.
    through = calls if what == "throughput" else calls / 2
    server, penstock_itself = [1000 * (b - a) / through for a, b in zip(before, after)]
    say(f"processor time per completion: {server:.1f} ms of the Temporal server, {penstock_itself:.1f} ms of Penstock")


def heap_mib(pid):
    """What is left after a collection."""
    jcmd = Path(os.environ["JAVA_HOME"]) / "bin" / "jcmd"
    subprocess.run([jcmd, str(pid), "GC.run"], check=True, capture_output=True)
    info = subprocess.run([jcmd, str(pid), "GC.heap_info"], check=True, capture_output=True, text=True).stdout
    return sum(int(kib) for kib in re.findall(r" used (\d+)K", info.split("Metaspace")[0])) // 1024


def start(work):
    """From nothing to the first call, and from kill -9 of everything back to the full rate."""
    prompts = write_prompts(work / "start.jsonl", 20_000)
    with Simulator(work, "--latency", "300ms") as simulator:
        home = Home(work, "start")
        command = run(prompts, "--concurrency", "50")
        began = time.time()
        process = harness.start_penstock(home, command, provider(simulator))
        try:
            harness.wait_until(lambda: simulator.calls() > 0, 60, "no call after a minute")
            first = harness.instant(simulator.books()["times"]["first_call"]) - began
            say(f"start to first call          {first:5.2f} s   (target ≤ 6)")
            time.sleep(12)
            before = statistics.median(simulator.books()["times"]["calls_per_second"][-9:-1])
            harness.kill_with_server(process, home)
            time.sleep(2)
            simulator.reset()
            began = time.time()
            process = harness.start_penstock(home, command, provider(simulator))
            harness.wait_until(lambda: simulator.calls() > 0, 60, "no call after a minute")
            back = harness.instant(simulator.books()["times"]["first_call"]) - began
            time.sleep(15)
            full = back_at(simulator.books()["times"], 0.9 * before) - began
        finally:
            harness.stop(process)
    say(f"rate before kill -9          {before:5.0f} requests/s (at most {50 / 0.3:.0f})")
    say(f"again: start to first call   {back:5.2f} s")
    say(f"again: start to ≥ 90 %       {full:5.2f} s   (target ≤ 15)")


def back_at(times, rate):
    """The end of the first whole second with the rate."""
    seconds = times["calls_per_second"]
    last = int(harness.instant(times["last_call"]))
    for place, calls in enumerate(seconds):
        if calls >= rate:
            return last - (len(seconds) - 1 - place) + 1
    return float("inf")


CASES = {
    "latency-bound": latency_bound,
    "ceiling": ceiling,
    "completion": completion,
    "service-completions": service_completions,
    "service-streams": service_streams,
    "service-peer": service_peer,
    "start": start,
    **pipeline.CASES,
    **estimates.CASES,
    **budget.CASES,
    **cost.CASES,
    **pools.CASES,
    **pools_shared.CASES,
    **service.CASES,
    **million.CASES,
    **workers.CASES,
}


def main(work, asked):
    groups = {"pools": [name for name in CASES if name.startswith("pool-")], "service": ["service-completions", "service-streams", "service-peer", *service.CASES]}
    names = [name for word in asked for name in groups.get(word, [word])]
    unknown = [name for name in names if name not in CASES]
    if unknown:
        sys.exit(f"no benchmark {', '.join(unknown)}; there are: {', '.join(CASES)}")
    for name in names or [name for name in CASES if name not in ["million", "estimate", "workers", *groups["pools"], *groups["service"]]]:
        print(f"{name}: {CASES[name].__doc__.splitlines()[0]}  (load before: {os.getloadavg()[0]:.1f})", flush=True)
        CASES[name](work)


if __name__ == "__main__":
    if sys.argv[2:3] == ["compare"]:
        compare.main(Path(sys.argv[1]), sys.argv[3:])
    else:
        main(Path(sys.argv[1]), sys.argv[2:])
