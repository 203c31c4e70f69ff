"""What a pool does beyond a plain quota: a server without one, an outage, who goes first, who gets how much."""

import http.client
import json
import time

import harness
from books import Watch
from harness import Home, Simulator, penstock, provider, run, running, say, write_prompts, write_requests
from pools import LATENCY, RPM, one_run

WEIGHTS = {"small": 1, "middle": 2, "large": 4}
TOKENS = {"small": 100, "middle": 650, "large": 2_000}
ANSWER = 20
# What OpenAI bills, and the simulator, for a chat of one message beyond its text: 3 + the role, and 3 for the answer's.
FRAME = 7


def gpu(work):
    """A server that works on 32 calls at once, 500 ms each, and lets others wait; nothing named, nothing refused."""
    rates = {}
    for name, options in {"32 at once, fixed": ["--concurrency", "32"], "nothing named": []}.items():
        prompts = write_prompts(work / "pool-gpu.jsonl", 12_000)
        server = ["--max-concurrency", "32", "--over-capacity", "slow"]
        with one_run(work, "pool-gpu", server, prompts, *options, latency=["--latency", "500ms"]) as (watch, _, first):
            start, end = first + 45, first + 45 + (30 if options else 90)
            watch.until(end)
            rates[name] = watch.rate("admitted", start, end)
            latency = watch.mean("in_flight", start, end) / rates[name]
        say(f"{name:18} {rates[name]:6.1f} requests/s, mean latency {latency * 1000:4.0f} ms = {latency / 0.5:.2f} × unloaded")
    fixed, free = rates.values()
    say(f"throughput ÷ fixed {100 * free / fixed:6.1f} %   (target ≥ 95 %; latency ≤ 1.5 × unloaded)")


def outage(work):
    """1,500 requests a minute, declared; for 60 s the provider answers 503."""
    count = 2 * RPM
    prompts = write_prompts(work / "pool-outage.jsonl", count)
    home = Home(work, "pool-outage")
    with Simulator(work, *LATENCY, "--rpm", str(RPM)) as simulator, Watch(simulator) as watch:
        process = harness.start_penstock(home, run(prompts, "--rpm", str(RPM)), provider(simulator))
        try:
            down = watch.first_call() + 40
            watch.until(down)
            simulator.tell("outage", {"on": True})
            began = time.time()
            watch.until(began + 60)
            simulator.tell("outage", {"on": False})
            well = time.time()
            harness.wait_until(lambda: watch.count("admitted", well, time.time()) > 0, 90, "it is never called again")
            probe = watch.first_window("admitted", well, time.time(), 0.2, lambda rate: rate > 0)
            out, _ = process.communicate(timeout=300)
        finally:
            harness.stop(process)
        full = watch.first_window("admitted", probe, watch.readings[-1].at, 3, lambda rate: rate >= 0.9 * RPM / 60)
    summary = json.loads(out)
    say(f"calls while it was down       {watch.count('calls', began, well):5.0f}     (target ≤ 25)")
    say(f"dead letters                  {summary['failed']:5d}     (target 0), {summary['completed']:,} of {count:,} answered")
    say(f"well again to the first answer {probe - well:5.1f} s (there is a probe every 15 s)")
    say(f"first answer to ≥ 90 % of rate {full - probe:5.1f} s (target ≤ 15)")


def priority(work):
    """600 requests a minute, declared; 20 high ones submitted behind 10,000 low ones."""
    home = Home(work, "pool-priority")
    low = write_prompts(home.folder / "low.jsonl", 10_000)
    quota = ["--rpm", "600"]
    with Simulator(work, *LATENCY, *quota) as simulator:
        with running(home, ["up", *quota], provider(simulator)):
            harness.wait_until(lambda: harness.is_serving(home), 90, "`penstock up` does not serve")
            submit(home, simulator, low, "--priority", "low", *quota)
            harness.wait_until(lambda: simulator.calls() > 0, 90, "no call after a minute and a half")
            for attempt in range(5):
                time.sleep(12)
                prompts = [f"Urgent question {attempt}.{n}: what is the time?" for n in range(20)]
                high = write_requests(home.folder / "high.jsonl", prompts)
                batch = submit(home, simulator, high, "--priority", "high", "--id", f"high-{attempt}", *quota)
                called = when_called(simulator, prompts)
                planned = when_planned(home, batch)
                say(
                    f"planned to first call {min(called) - planned:5.2f} s, to 20th call {max(called) - planned:5.2f} s"
                    f"   (target ≤ 3: 1 s, and 2 s for 20 at 10 a second)"
                )
            calls = simulator.calls()
    say(f"{calls:,} calls in all meanwhile, the others low")


def submit(home, simulator, prompts, *options):
    """The batch's id."""
    command = ["submit", str(prompts), "--model", "simulated-1", "--json", *options]
    return penstock(home, command, provider(simulator))["id"]


def when_called(simulator, prompts):
    """For each prompt, when the provider first saw it; asked for until all are there."""
    called, end = {}, time.monotonic() + 120
    while len(called) < len(prompts) and time.monotonic() < end:
        for prompt, counts in zip(prompts, calls_of(simulator, prompts)):
            if counts["calls"] > 0:
                called.setdefault(prompt, time.time())
        time.sleep(0.02)
    return list(called.values()) if len(called) == len(prompts) else [float("inf")]


def when_planned(home, batch):
    """When the first of its slices was handed to the task queue: no call can come before that."""
    shown = home.temporal("workflow", "show", "--workflow-id", f"batch/{batch}/shard/0000")
    scheduled = ((event["eventTime"], event.get("activityTaskScheduledEventAttributes")) for event in shown["events"])
    return min(harness.instant(at) for at, what in scheduled if what and what["activityType"]["name"] == "Llm.complete")


def tenants(work):
    """600,000 tokens a minute, declared; tenants of weight 1, 2 and 4 with requests of 100, 650 and 2,000 tokens."""
    home = Home(work, "pool-tenants")
    quota = ["--tpm", "600000"]
    batches = {name: prompts_of(home, name) for name in WEIGHTS}
    with Simulator(work, *LATENCY, "--output-tokens", str(ANSWER), *quota) as simulator:
        with running(home, ["up", *quota], provider(simulator)):
            harness.wait_until(lambda: harness.is_serving(home), 90, "`penstock up` does not serve")
            # A pool is there once it was called, and is held until all three tenants have work.
            submit(home, simulator, write_prompts(home.folder / "first.jsonl", 5), *quota)
            harness.wait_until(lambda: simulator.calls() >= 5, 90, "no call after a minute and a half")
            pool(home, simulator, "pause")
            for name, (path, _) in batches.items():
                weighted = ["--tenant", name, "--weight", str(WEIGHTS[name]), "--max-tokens", str(ANSWER)]
                submit(home, simulator, path, *weighted, *quota)
            time.sleep(5)
            simulator.reset()
            pool(home, simulator, "resume")
            began = time.time()
            time.sleep(120)
            pool(home, simulator, "pause")
            took = time.time() - began
            time.sleep(2)
            used = {name: tokens_used(simulator, prompts) for name, (_, prompts) in batches.items()}
    whole = sum(used.values())
    say(f"{whole:,} tokens in {took:.0f} s")
    for name, tokens in used.items():
        fair = WEIGHTS[name] / sum(WEIGHTS.values())
        say(
            f"{name:7} weight {WEIGHTS[name]}: {tokens:9,} tokens = {100 * tokens / whole:5.2f} %, fair {100 * fair:5.2f} %,"
            f" off by {100 * (tokens / whole / fair - 1):+5.2f} %   (target within 3 %)"
        )


def prompts_of(home, name):
    """Enough for four minutes of the whole quota, so that all have work to the end."""
    count = int(4 * 600_000 * WEIGHTS[name] / sum(WEIGHTS.values()) / TOKENS[name])
    # " cat" is a token for the simulator, which counts letters, and for a tokenizer, which Penstock has.
    prompts = [f"{name} {n:04}" + " cat" * (TOKENS[name] - ANSWER - FRAME - 3) for n in range(count)]
    return write_requests(home.folder / f"{name}.jsonl", prompts), prompts


def pool(home, simulator, verb):
    penstock(home, ["pool", verb, simulator.pool], provider(simulator))


def tokens_used(simulator, prompts):
    counts = calls_of(simulator, prompts)
    return sum(count["admitted"] * (-(-len(prompt) // 4) + FRAME + ANSWER) for prompt, count in zip(prompts, counts))


def calls_of(simulator, prompts):
    """What the books say about each, over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", simulator.port)
    counts = []
    for prompt in prompts:
        connection.request("POST", "/sim/prompt", json.dumps({"prompt": prompt}))
        counts.append(json.load(connection.getresponse()))
    connection.close()
    return counts


CASES = {
    "pool-gpu": gpu,
    "pool-outage": outage,
    "pool-priority": priority,
    "pool-tenants": tenants,
}
