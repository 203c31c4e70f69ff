"""How long an estimate takes, what it takes of memory, and how far off it is."""

import json
import os
import random
import resource
import subprocess
import time

from harness import PENSTOCK, Home, environment, say

LINES = 1_000_000
COUNTED_WHOLE = 100_000
WORDS = (
    "the quick brown fox jumps over lazy dog review product quality shipping terrible excellent customer service "
    "disappointed recommend purchase arrived battery screen camera volume delightful broken after two weeks would buy "
    "again never support contacted refund unbelievable Straßenbahn naïve résumé 12345 3.14"
).split()


def estimate(work):
    """1,000,000 lines of 10 to 200 words; then all of them in parts that are counted line by line."""
    home = Home(work, "estimate")
    whole = work / "estimate.jsonl"
    write(whole)
    seconds, found, kilobytes = ask(home, whole)
    say(f"1,000,000 lines              {seconds:6.1f} s   (target ≤ 20)")
    say(f"largest resident size        {kilobytes / 1024:6.0f} MiB")
    exact = 0
    part = work / "estimate-part.jsonl"
    part_seconds = []
    with open(whole) as lines:
        for _ in range(LINES // COUNTED_WHOLE):
            with open(part, "w") as out:
                out.writelines(next(lines) for _ in range(COUNTED_WHOLE))
            taken, counted, _ = ask(home, part)
            assert counted["counted"] == COUNTED_WHOLE
            part_seconds.append(taken)
            exact += counted["input_tokens"]
    error = found["input_tokens"] / exact - 1
    say(f"100,000 lines, all counted   {min(part_seconds):6.1f} s to {max(part_seconds):.1f} s")
    say(f"input tokens                 {found['input_tokens']:,}, all counted {exact:,}: {error:+.3%}")
    say(f"  stated ± {found['error_percent']} %   (target ≤ 1 %)")
    for file in [whole, part]:
        file.unlink()


def ask(home, prompts):
    start = time.monotonic()
    done = subprocess.run(
        [PENSTOCK, "estimate", prompts, "--json"],
        env=environment(home, {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}),
        stdout=subprocess.PIPE,
        stderr=open(home.folder / "console.log", "a"),
        check=True,
    )
    seconds = time.monotonic() - start
    return seconds, json.loads(done.stdout), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def write(file):
    if file.exists():
        return
    words = random.Random(1)
    with open(file.with_suffix(".part"), "w") as out:
        for number in range(LINES):
            prompt = " ".join(words.choices(WORDS, k=words.choice([10, 20, 40, 60, 200])))
            body = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": prompt}], "max_tokens": 50}
            request = {"custom_id": f"request-{number}", "method": "POST", "url": "/v1/chat/completions", "body": body}
            out.write(json.dumps(request) + "\n")
    os.replace(file.with_suffix(".part"), file)


CASES = {"estimate": estimate}
