"""Whether a budget holds, by the provider's own books, and how much of it is used."""

import contextlib
import random
import time

import harness
from harness import Home, Simulator, penstock, provider, running, say, write_requests

BUDGET = 0.20
# OpenAI's list price of gpt-4o-mini, US dollars a token.
INPUT, OUTPUT = 0.15e-6, 0.60e-6


def budget(work):
    """10,000 requests of random sizes, 5 % of the calls fail; 8 shards in flight, three workers; 0.20 USD."""
    home = Home(work, "budget")
    dice = random.Random(1)
    sizes = (f"Say {n}. " + "And another word. " * dice.randrange(60) for n in range(10_000))
    prompts = write_requests(home.folder / "prompts.jsonl", sizes)
    # Eight shards keep 128 calls at once busy.
    limits = ["--concurrency", "128"]
    options = ["--model", "gpt-4o-mini", "--max-tokens", "200", "--budget", str(BUDGET), "--id", "mine"]
    faults = ["--latency", "50ms..500ms", "--fault", "500=0.05"]
    with Simulator(work, *faults) as simulator, contextlib.ExitStack() as processes:
        processes.enter_context(running(home, ["up", *limits], provider(simulator)))
        harness.wait_until(lambda: harness.is_serving(home), 90, "`penstock up` does not serve")
        more = provider(simulator) | {"TEMPORAL_ADDRESS": f"127.0.0.1:{harness.PORT}"}
        for _ in range(2):
            processes.enter_context(running(home, ["worker", *limits], more))
        began = time.time()
        penstock(home, ["submit", str(prompts), *options, *limits], provider(simulator))
        status = {}

        def is_paused():
            nonlocal status
            time.sleep(1)
            status = penstock(home, ["status", "mine", "--json"], {})
            return status["status"] == "paused"

        harness.wait_until(is_paused, 900, "the batch does not reach its budget")
        seconds = time.time() - began
        tokens = simulator.books()["tokens"]
        calls = simulator.books()["calls"]
    billed = INPUT * tokens["prompt"] + OUTPUT * tokens["completion"]
    say(f"billed {billed:.6f} of {BUDGET} USD = {100 * billed / BUDGET:.2f} %   (target ≤ 100 %, ≥ 95 %)")
    say(f"{calls['answered']:,} answered of {calls['total']:,} calls, {seconds:.0f} s until it paused: {status['paused_because']}")


CASES = {"budget": budget}
