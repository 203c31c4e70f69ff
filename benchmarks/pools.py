"""How much of a quota a pool uses, and how often it is refused, whatever it was told about the quota.

Utilisation is what the provider let in during whole minutes from the first call on, divided by the quota: a provider
that counts over sliding 60 s never lets in more, so 100 % is the most there is.
"""

import contextlib
import os
import signal
import time

import harness
from books import Watch
from harness import Home, Simulator, penstock, provider, run, running, say, write_prompts

RPM = 1_500
LATENCY = ("--latency", "200ms..600ms")
EVERY_SECOND = ("--quota-style", "bucket", "--burst", "1s")
SETTLED = 60


def declared_rpm(work):
    """1,500 requests a minute, declared; counted over sliding 60 s; two minutes."""
    prompts = write_prompts(work / "pool-declared-rpm.jsonl", 4 * RPM)
    with one_run(work, "pool-declared-rpm", ["--rpm", str(RPM)], prompts, "--rpm", str(RPM)) as (watch, _, first):
        watch.until(first + 120)
        say_used(watch, first, first + 120, 99, 0.1)


def declared_tpm(work):
    """750,000 tokens a minute, declared; requests of 200 to 800 tokens; two minutes."""
    quota = 750_000
    prompts = work / "pool-declared-tpm.jsonl"
    sizes = [200 + 600 * (n * 7919 % 1_000) / 1_000 for n in range(4 * RPM)]
    harness.write_requests(prompts, (f"{n} " + "word " * int(size * 4 / 5) for n, size in enumerate(sizes)))
    simulated = ["--tpm", str(quota), "--output-tokens", "20"]
    with one_run(work, "pool-declared-tpm", simulated, prompts, "--tpm", str(quota)) as (watch, _, first):
        watch.until(first + 120)
        say_used(watch, first, first + 120, 97, 0.1, name="tokens", quota=quota)


def three_workers(work):
    """1,500 requests a minute, declared; three workers, one of them killed after a minute; two minutes."""
    home = Home(work, "pool-three-workers")
    prompts = write_prompts(home.folder / "prompts.jsonl", 4 * RPM)
    quota = ["--rpm", str(RPM)]
    with Simulator(work, *LATENCY, *quota) as simulator, contextlib.ExitStack() as processes:
        processes.enter_context(running(home, ["up", *quota], provider(simulator)))
        harness.wait_until(lambda: harness.is_serving(home), 90, "`penstock up` does not serve")
        more = provider(simulator) | {"TEMPORAL_ADDRESS": f"127.0.0.1:{harness.PORT}"}
        victim, _ = [processes.enter_context(running(home, ["worker", *quota], more)) for _ in range(2)]
        wait_for_workers(home, 3)
        watch = processes.enter_context(Watch(simulator))
        penstock(home, ["submit", str(prompts), "--model", "simulated-1", *quota], provider(simulator))
        first = watch.first_call()
        watch.until(first + 60)
        os.kill(victim.pid, signal.SIGKILL)
        watch.until(first + 120)
        say_used(watch, first, first + 120, 95, 0.5)
        say_used(watch, first, first + 60, 95, 0.5, what="before the kill")
        say(f"kill at 60 s; fewest let in in any 5 s after it: {fewest(watch, first + 60, first + 120):.0f} of {RPM / 12:.0f}")


def headers(work):
    """1,500 requests a minute, announced in headers; counted over sliding 60 s; two minutes."""
    prompts = write_prompts(work / "pool-headers.jsonl", 4 * RPM)
    with one_run(work, "pool-headers", ["--rpm", str(RPM)], prompts) as (watch, _, first):
        watch.until(first + 122)
        say_used(watch, first + 2, first + 122, 95, 0.5, what="after the first 2 s")


def unknown(work):
    """1,500 requests a minute that nobody names, counted over sliding 60 s, then second by second."""
    for style, options in {"sliding": (), "bucket of 1 s": EVERY_SECOND}.items():
        prompts = write_prompts(work / "pool-unknown.jsonl", 3 * RPM + RPM // 4)
        simulated = ["--rpm", str(RPM), "--no-quota-headers", *options]
        with one_run(work, "pool-unknown", simulated, prompts) as (watch, process, first):
            watch.until(first + SETTLED + 120)
            say_used(watch, first + SETTLED, first + SETTLED + 120, 85, 3, what=f"{style}, 2 min after the first")
            say_used(watch, first, first + SETTLED, 0, 3, what=f"{style}, first minute")
            process.wait(180)
            books = watch.simulator.books()
        say(f"{style}: {books['prompts']['distinct']:,} of {3 * RPM + RPM // 4:,} prompts called,"
            f" {books['calls']['answered']:,} answered, {books['prompts']['duplicates']} twice; run ended with"
            f" {process.returncode}   (target: nothing lost)")
        share = 100 * books["calls"]["throttled"] / books["calls"]["total"]
        say(f"{style}: 429s of all calls {share:.2f} %   (target ≤ 3 %)")


def halved(work):
    """1,500 requests a minute, second by second, that become 750 for 60 s and 1,500 again."""
    for told, (hide, down, up) in {"announced": ([], 3, 3), "unknown": (["--no-quota-headers"], 5, 60)}.items():
        prompts = write_prompts(work / "pool-halved.jsonl", 5 * RPM)
        simulated = ["--rpm", str(RPM), *EVERY_SECOND, *hide]
        with one_run(work, "pool-halved", simulated, prompts) as (watch, _, first):
            watch.until(first + 60)
            less = change_quota(watch.simulator, RPM // 2)
            watch.until(less + 60)
            full = change_quota(watch.simulator, RPM)
            watch.until(full + 75)
            follows_down = watch.first_window("calls", less, full, 3, lambda rate: rate <= 1.1 * RPM / 120) - less
            follows_up = watch.first_window("admitted", full, full + 75, 3, lambda rate: rate >= 0.9 * RPM / 60) - full
            say(f"{told}: ≤ 110 % of the half after {follows_down:5.1f} s   (target ≤ {down})")
            say(f"{told}: ≥ 90 % of the whole after {follows_up:5.1f} s   (target ≤ {up})")
            say_used(watch, less + 10, full, 0, 3, quota=RPM // 2, what=f"{told}, halved, but its first 10 s")
            say(f"{told}: 429s of all calls {100 * watch.throttled_share(first, full + 75):.2f} %")


def change_quota(simulator, rpm):
    simulator.tell("options", {"quota": {"requests_per_minute": rpm}})
    return time.time()


def route(work):
    """One model over three pools with 900, 450 and 150 requests a minute, declared; counted over sliding 60 s; two minutes."""
    quotas = {"east": 900, "west": 450, "north": 150}
    home = Home(work, "pool-route")
    prompts = write_prompts(home.folder / "prompts.jsonl", 4 * sum(quotas.values()))
    with contextlib.ExitStack() as running_now:
        simulators = {
            name: running_now.enter_context(Simulator(work, *LATENCY, "--rpm", str(rpm))) for name, rpm in quotas.items()
        }
        pools = "".join(
            f"  {name}: {{base-url: {simulators[name].base_url}, requests-per-minute: {rpm}}}\n" for name, rpm in quotas.items()
        )
        entries = ", ".join(f"{{pool: {name}}}" for name in quotas)
        config = home.folder / "penstock.yaml"
        config.write_text(f"pools:\n{pools}routes:\n  simulated-1: [{entries}]\n")
        watches = [running_now.enter_context(Watch(simulator)) for simulator in simulators.values()]
        running_now.enter_context(running(home, run(prompts), {"PENSTOCK_CONFIG": str(config)}))
        first = max(watch.first_call() for watch in watches)
        for watch in watches:
            watch.until(first + 120)
        for name, watch in zip(quotas, watches):
            say_used(watch, first, first + 120, 0, 0.3, quota=quotas[name], what=name)
        admitted = sum(watch.count("admitted", first, first + 120) for watch in watches)
        calls = sum(watch.count("calls", first, first + 120) for watch in watches)
        throttled = sum(watch.count("throttled", first, first + 120) for watch in watches)
        twice = sum(watch.simulator.books()["prompts"]["duplicates"] for watch in watches)
    used = 100 * admitted / (2 * sum(quotas.values()))
    say(f"{'together':32} {used:6.2f} %   (target ≥ 98 %)   429s {100 * throttled / calls:5.2f} %   (target ≤ 0.3 %); {twice} twice")


def restart(work):
    """1,500 requests a minute, second by second, that nobody names; after two minutes everything stops and starts."""
    prompts = write_prompts(work / "pool-restart.jsonl", 6 * RPM)
    home = Home(work, "pool-restart")
    command = run(prompts)
    with Simulator(work, *LATENCY, "--rpm", str(RPM), "--no-quota-headers", *EVERY_SECOND) as simulator, Watch(simulator) as watch:
        with running(home, command, provider(simulator)):
            first = watch.first_call()
            watch.until(first + 120)
            learnt = watch.rate("admitted", first + 60, first + 120)
        stopped = time.time()
        calls = simulator.calls()
        with running(home, command, provider(simulator)):
            harness.wait_until(lambda: simulator.calls() > calls, 90, "no call after the restart")
            again = time.time()
            watch.until(again + 60)
    rate = watch.rate("admitted", again, again + 60)
    say(f"learnt in two minutes: {60 * learnt:.0f} a minute; started again after {again - stopped:.1f} s")
    say(f"first minute ÷ learnt  {100 * rate / learnt:6.2f} %   (target ≥ 95 %)")
    say(f"429s of that minute    {100 * watch.throttled_share(again, again + 60):6.2f} %")


@contextlib.contextmanager
def one_run(work, name, simulated, prompts, *options, latency=LATENCY):
    """A `run` against a simulator: the books' watch, the process and the moment of the first call."""
    home = Home(work, name)
    with Simulator(work, *latency, *simulated) as simulator, Watch(simulator) as watch:
        with running(home, run(prompts, *options), provider(simulator)) as process:
            yield watch, process, watch.first_call()


def say_used(watch, start, end, least, most_throttled, name="admitted", quota=RPM, what="utilisation"):
    used = 100 * watch.count(name, start, end) / (quota * (end - start) / 60)
    throttled = 100 * watch.throttled_share(start, end)
    target = f"≥ {least} %" if least else "none"
    say(f"{what:32} {used:6.2f} %   (target {target})   429s {throttled:5.2f} %   (target ≤ {most_throttled} %)")


def fewest(watch, start, end):
    return min(watch.count("admitted", second, second + 5) for second in range(int(start) + 1, int(end) - 5))


def wait_for_workers(home, count):
    """Until so many ask for a batch's workflow tasks; that they report to the pool shows in the figures."""

    def identities():
        queue = home.temporal("task-queue", "describe", "--task-queue", "penstock")
        return {poller["identity"] for poller in (queue or {}).get("pollers", [])}

    harness.wait_until(lambda: len(identities()) >= count, 90, "the workers do not start")


CASES = {
    "pool-declared-rpm": declared_rpm,
    "pool-declared-tpm": declared_tpm,
    "pool-three-workers": three_workers,
    "pool-headers": headers,
    "pool-unknown": unknown,
    "pool-halved": halved,
    "pool-restart": restart,
    "pool-route": route,
}
