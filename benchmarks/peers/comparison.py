"""What the scripts of all peers share: arguments in, answers out.

    PEER.py BASE_URL INPUT OUTPUT STATE CONCURRENCY RPM TIMEOUT

INPUT has a JSON object with `custom_id` and `prompt` in each line, OUTPUT gets one with `custom_id` and `answer` for each answer,
STATE is a folder for what the peer itself keeps, RPM is 0 where nobody tells the quota, TIMEOUT is in seconds.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

MODEL = "simulated-1"
KEY = "none"


@dataclass(frozen=True)
class Request:
    custom_id: str
    prompt: str

    @property
    def messages(self):
        return [{"role": "user", "content": self.prompt}]


@dataclass(frozen=True)
class Task:
    base_url: str
    requests: list
    output: Path
    state: Path
    concurrency: int
    rpm: float
    timeout: float


def task():
    base_url, given, output, state, concurrency, rpm, timeout = sys.argv[1:]
    with open(given) as lines:
        requests = [Request(line["custom_id"], line["prompt"]) for line in map(json.loads, lines)]
    return Task(base_url, requests, Path(output), Path(state), int(concurrency), float(rpm), float(timeout))


class Answers:
    """Appends answers as they come."""

    def __init__(self, output):
        self.out = open(output, "a")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.out.close()

    def add(self, custom_id, answer):
        if answer:
            self.out.write(json.dumps({"custom_id": custom_id, "answer": answer}) + "\n")
            self.out.flush()
