"""Benchmarks of the HTTP API: uploads, validation, status polls. Plain HTTP by curl and urllib, so that no client is measured."""

import http.server
import json
import re
import statistics
import subprocess
import threading
import time
import urllib.request

import harness
from harness import Home, Simulator, free_port, provider, say, wait_until

REQUESTS = 50_000
LINE = 4_096  # 50,000 of these are 200 MiB, OpenAI's limit
POLLS = 300


def service_upload(work):
    """200 MiB with 50,000 lines: uploaded, by plain HTTP and to /v1/files in turns; then validated as a batch."""
    file = write_batch(work / "service-upload.jsonl")
    with Simulator(work, "--latency", "200ms") as simulator:
        home = Home(work, "service-upload")
        gc_log = home.folder / "gc.log"
        more = provider(simulator) | {"PENSTOCK_JAVA_OPTS": f"-Xlog:gc:file={gc_log}"}
        with serving(home, more) as root, plain_receiver(home.folder / "copy") as copy:
            upload(root, file)
            before = heaps(gc_log)
            plain, files = [], []
            for _ in range(5):
                plain.append(timed(lambda: curl("-T", file, copy)))
                files.append(timed(lambda: upload(root, file)))
            during = heaps(gc_log)[len(before) :]
            batch = ask(root, "/v1/batches", new_batch(upload(root, file)))
            validated = timed(lambda: wait_until(lambda: status(root, batch) != "validating", 120, "it is never validated"))
            ask(root, f"/v1/batches/{batch['id']}/cancel", {})
    say(f"plain copy through HTTP  median {statistics.median(plain):5.2f} s  of {len(plain)}: {seconds(plain)}")
    ratio = statistics.median(files) / statistics.median(plain)
    say(f"POST /v1/files           median {statistics.median(files):5.2f} s  of {len(files)}: {seconds(files)}")
    say(f"  ÷ plain copy = {ratio:.2f}   (target ≤ 3)")
    tops, lows = [top for top, _ in during], [low for _, low in during]
    say(
        f"heap during 1,000 MiB of uploads: {min(lows, default=0)} to {max(lows, default=0)} MiB after collections,"
        f" at most {max(tops, default=0)} before one (growth of what is kept ≤ 64 MiB)"
    )
    say(f"created to validated     {validated:5.2f} s   (target ≤ 10)")


def service_poll(work):
    """Status polls of a batch of 50,000 requests while it runs, at 100 a second and as fast as it can: one caller after another, and 8 at once."""
    file = write_batch(work / "service-poll.jsonl", line=300)
    with Simulator(work, "--latency", "200ms") as simulator:
        for number, limits in enumerate([["--rpm", "6000"], []]):
            simulator.reset()
            poll_running(Home(work, f"service-poll-{number}"), simulator, file, limits)


def poll_running(home, simulator, file, limits):
    with serving(home, provider(simulator), limits) as root:
        batch = ask(root, "/v1/batches", new_batch(upload(root, file)))
        wait_until(lambda: simulator.calls() > 1_000, 120, "the batch does not run")
        say(f"{' '.join(limits) or 'without limits'}   (target p99 ≤ 50)")
        for at_once in [1, 8]:
            times = sorted(polls(root + f"/v1/batches/{batch['id']}", at_once))
            bare = sorted(polls(root + "/health/live", at_once))
            done = ask(root, f"/v1/batches/{batch['id']}")["request_counts"]["completed"]
            say(f"  {at_once} at once: {percentiles(times)}; {done:,} of {REQUESTS:,} done by then")
            say(f"    /health/live, which asks nobody: {percentiles(bare)}")
        ask(root, f"/v1/batches/{batch['id']}/cancel", {})


def percentiles(times):
    middle, late, last = (1000 * times[at] for at in [len(times) // 2, len(times) * 99 // 100, -1])
    return f"p50 {middle:.1f} ms, p99 {late:.1f} ms, longest {last:.1f} ms"


def polls(address, at_once):
    times = []

    def poll():
        for _ in range(POLLS // at_once):
            times.append(timed(lambda: ask(address, "")))
            time.sleep(0.02)

    callers = [threading.Thread(target=poll) for _ in range(at_once)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    return times


def write_batch(path, line=LINE):
    """In OpenAI's format, each line as long as the others."""
    with open(path, "w") as out:
        for n in range(REQUESTS):
            start = f'{{"custom_id":"request-{n}","method":"POST","url":"/v1/chat/completions","body":'
            start += f'{{"model":"simulated-1","max_tokens":16,"messages":[{{"role":"user","content":"Is {n} even? '
            text = "It was the best of times, it was the worst of times. " * (line // 50 + 1)
            end = '"}]}}\n'
            out.write(start + text[: line - len(start) - len(end)] + end)
    return path


class serving:
    """`penstock serve` as long as the block lasts; its address."""

    def __init__(self, home, more, limits=()):
        port = free_port()
        self.root = f"http://127.0.0.1:{port}"
        self.process = harness.start_penstock(home, ["serve", "--port", str(port), *limits], more)

    def __enter__(self):
        wait_until(self.is_ready, 90, "`penstock serve` does not answer")
        return self.root

    def __exit__(self, *_):
        harness.stop(self.process)

    def is_ready(self):
        try:
            return urllib.request.urlopen(self.root + "/health/ready", timeout=5).status == 200
        except OSError:
            return False


class plain_receiver:
    """What copying through HTTP costs at least: a server that writes a body into a file, and that is all it does."""

    def __init__(self, target):
        class Receiver(http.server.BaseHTTPRequestHandler):
            def do_PUT(self):
                left = int(self.headers["Content-Length"])
                if self.headers.get("Expect"):
                    self.send_response_only(100)
                    self.end_headers()
                with open(target, "wb") as out:
                    while left:
                        block = self.rfile.read(min(left, 1 << 20))
                        out.write(block)
                        left -= len(block)
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return f"http://127.0.0.1:{self.server.server_port}/copy"

    def __exit__(self, *_):
        self.server.shutdown()


def upload(root, file):
    return json.loads(curl("-F", "purpose=batch", "-F", f"file=@{file}", root + "/v1/files"))


def curl(*arguments):
    return subprocess.run(["curl", "-sf", *map(str, arguments)], capture_output=True, check=True).stdout


def new_batch(file):
    return {"input_file_id": file["id"], "endpoint": "/v1/chat/completions", "completion_window": "24h"}


def ask(root, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(root + path, data=data), timeout=60) as answer:
        return json.load(answer)


def status(root, batch):
    return ask(root, f"/v1/batches/{batch['id']}")["status"]


def heaps(gc_log):
    """MiB before and after each collection."""
    return [(int(top), int(low)) for top, low in re.findall(r" (\d+)M->(\d+)M\(", gc_log.read_text())]


def timed(action):
    start = time.monotonic()
    action()
    return time.monotonic() - start


def seconds(times):
    return " ".join(f"{time:.2f}" for time in times)


CASES = {"service-upload": service_upload, "service-poll": service_poll}
