"""Bespoke Labs' Curator in online mode, with its cache in the state folder."""

import os
from importlib.util import find_spec
from pathlib import Path

import comparison

task = comparison.task()
os.environ |= {"CURATOR_CACHE_DIR": str(task.state), "TELEMETRY_ENABLED": "false", "CURATOR_DISABLE_RICH_DISPLAY": "1", "OPENAI_API_KEY": comparison.KEY}
# It counts tokens with a table that it would download; LiteLLM, which it brings, has that table.
table = "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
os.environ["TIKTOKEN_CACHE_DIR"] = str(next(Path(find_spec("litellm").origin).parent.rglob(table)).parent)

from bespokelabs import curator


class Asking(curator.LLM):
    def prompt(self, row):
        return row["prompt"]

    def parse(self, row, response):
        return {"custom_id": row["custom_id"], "answer": response}


limits = {"max_requests_per_minute": int(task.rpm), "max_tokens_per_minute": 100_000_000} if task.rpm else {}
asking = Asking(
    model_name=comparison.MODEL,
    backend="openai",
    backend_params={
        "base_url": task.base_url,
        "api_key": comparison.KEY,
        "max_concurrent_requests": task.concurrency,
        "request_timeout": int(task.timeout),
        "require_all_responses": False,
        **limits,
    },
)
rows = [{"custom_id": request.custom_id, "prompt": request.prompt} for request in task.requests]
answered = asking(rows)
with comparison.Answers(task.output) as answers:
    for row in getattr(answered, "dataset", answered):
        answers.add(row["custom_id"], row["answer"])
