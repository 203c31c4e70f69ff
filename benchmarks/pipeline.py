"""Batches with stages."""

import json

from harness import Home, Simulator, penstock, run, say

STAGES = """stages:
  - {name: extract, model: any, prompt: "Extract: {{input.text}}", concurrency: 20}
  - {name: analyse, model: any, prompt: "Analyse {{extract}} of {{input.text}}", concurrency: 20}
  - {name: summarise, model: any, prompt: "Summarise {{analyse}} of {{input.text}}", concurrency: 20}
"""


def pipeline(work):
    """1,000 requests through three stages of 300 ms each, 20 at once a stage: 15.6 s at best."""
    prompts = work / "pipeline.jsonl"
    with open(prompts, "w") as out:
        for n in range(1_000):
            out.write(json.dumps({"custom_id": f"p-{n}", "text": f"document {n}"}) + "\n")
    stages = work / "pipeline.yaml"
    stages.write_text(STAGES)
    ideal = 1_000 * 0.300 / 20 + 2 * 0.300
    with Simulator(work, "--latency", "300ms") as simulator:
        configuration = work / "pipeline-penstock.yaml"
        configuration.write_text(
            f"pools:\n  sim: {{base-url: '{simulator.base_url}', models: ['*'], max-concurrency: 64}}\n"
        )
        home = Home(work, "pipeline")
        summary = penstock(
            home, run(prompts, "--pipeline", str(stages), "--config", str(configuration)), {}
        )
        calls = simulator.seconds_of_calls() + 0.300
        repeated = simulator.calls() - 3_000
    say(f"ideal of a full pipeline     {ideal:6.2f} s")
    say(f"penstock, first to last call {calls:6.2f} s   ÷ ideal = {calls / ideal:.3f}   (target ≤ 1.10)")
    wall = summary["wall_s"]
    say(f"penstock, wall_s             {wall:6.2f} s   ÷ ideal = {wall / ideal:.3f}   (with planning and assembling)")
    say(f"calls beyond 3,000           {repeated:6}")


CASES = {"pipeline": pipeline}
