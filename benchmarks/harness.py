"""Processes, inputs and books for the benchmarks. Whatever is started here is stopped here."""

import contextlib
import datetime
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
PENSTOCK = REPOSITORY / "penstock"
PORT = int(os.environ.get("PENSTOCK_BENCH_PORT", "7390"))


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def write_prompts(path, count):
    """Short requests, each different, so that the books can tell repeated ones."""
    return write_requests(path, (f"Is {n} an even number? One word." for n in range(count)))


def write_requests(path, prompts):
    with open(path, "w") as out:
        for n, prompt in enumerate(prompts):
            out.write(json.dumps({"custom_id": f"p-{n}", "prompt": prompt}) + "\n")
    return path


class Simulator:
    """`penstock simulate`, and its books."""

    def __init__(self, work, *options):
        self.work = work
        self.port = free_port()
        self.root = f"http://127.0.0.1:{self.port}"
        self.base_url = self.root + "/v1"
        self.pool = f"127.0.0.1-{self.port}"
        self.process = subprocess.Popen(
            [PENSTOCK, "simulate", "--port", str(self.port), *options],
            env=environment(work / "home"),
            stdout=subprocess.DEVNULL,
            stderr=open(work / "simulator.log", "w"),
        )

    def __enter__(self):
        wait_until(lambda: can_connect(self.port), 90, "the simulator does not start")
        return self

    def __exit__(self, *_):
        stop(self.process)

    def books(self):
        with urllib.request.urlopen(self.root + "/sim/stats") as answer:
            return json.load(answer)

    def calls(self):
        return self.books()["calls"]["total"]

    def reset(self):
        self.tell("reset", {})

    def tell(self, control, what):
        """Turns one of the knobs under /sim/; what it answers."""
        body = json.dumps(what).encode()
        with urllib.request.urlopen(urllib.request.Request(f"{self.root}/sim/{control}", method="POST", data=body)) as answer:
            return json.load(answer)

    def seconds_of_calls(self):
        """From the first call to the last."""
        times = self.books()["times"]
        return instant(times["last_call"]) - instant(times["first_call"])


class Home:
    """A state folder with nothing in it but the Temporal CLI, which is fetched once."""

    def __init__(self, work, name):
        self.folder = work / "homes" / name
        self.tools = work / "bin"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if self.tools.exists():
            shutil.copytree(self.tools, self.folder / "bin")
        else:
            penstock(self, ["doctor"], {})
            warm_up(self)
            shutil.copytree(self.folder / "bin", self.tools)
        if (work / "cache").exists():
            shutil.copytree(work / "cache", self.folder / "cache", dirs_exist_ok=True)

    def temporal(self, *arguments):
        command = [self.folder / "bin" / "temporal", *arguments, "--address", f"127.0.0.1:{PORT}", "-o", "json"]
        done = subprocess.run(command, capture_output=True, text=True)
        return json.loads(done.stdout) if done.returncode == 0 and done.stdout.strip() else None


def warm_up(home):
    """One small run with the built-in provider, which fetches the Temporal CLI."""
    prompts = write_prompts(home.folder / "warm-up.jsonl", 3)
    penstock(home, ["run", str(prompts), "--force", "--json"], {})


def run(prompts, *options):
    return ["run", str(prompts), "--model", "simulated-1", "--again", "--force", "--json", *options]


def provider(simulator):
    return {"OPENAI_BASE_URL": simulator.base_url}


def say(text):
    print("  " + text, flush=True)


@contextlib.contextmanager
def running(home, arguments, more):
    """A command of Penstock's as long as the block lasts."""
    process = start_penstock(home, arguments, more)
    try:
        yield process
    finally:
        stop(process)


def is_serving(home):
    queue = home.temporal("task-queue", "describe", "--task-queue", "penstock") if can_connect(PORT) else None
    return bool(queue and queue.get("pollers"))


def environment(home, more=None):
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "TEMPORAL_"))}
    mine |= {"PENSTOCK_HOME": str(getattr(home, "folder", home)), "PENSTOCK_TEMPORAL_PORT": str(PORT)}
    # Of the HTTP API; any that is free.
    mine.setdefault("PENSTOCK_PORT", "0")
    return mine | (more or {})


def start_penstock(home, arguments, more):
    return subprocess.Popen(
        [PENSTOCK, *arguments],
        env=environment(home, more),
        stdout=subprocess.PIPE,
        stderr=open(home.folder / "console.log", "a"),
        text=True,
    )


def penstock(home, arguments, more):
    """Runs to its end; the summary where there is one."""
    process = start_penstock(home, arguments, more)
    out, _ = process.communicate()
    if process.returncode != 0:
        sys.exit(f"penstock {' '.join(arguments)} ended with {process.returncode}; see {home.folder}/console.log")
    return json.loads(out) if out.startswith("{") else out


def async_openai(work, base_url, prompts, concurrency):
    """Seconds from the first call to the last answer."""
    script = Path(__file__).with_name("async_openai.py")
    answers = work / "async-openai.jsonl"
    done = subprocess.run(
        [sys.executable, script, base_url, prompts, str(concurrency), answers],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def stop(process):
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def kill_with_server(process, home):
    """kill -9 for the run and for the Temporal server it started."""
    server = server_process(home)
    for victim in [process.pid, server]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
    process.wait()


def server_process(home):
    pids = [int(pid) for pid in os.listdir("/proc") if pid.isdigit()]
    for pid in pids:
        with contextlib.suppress(OSError):
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            if b"start-dev" in command and any(str(home.folder).encode() in word for word in command):
                return pid
    sys.exit("there is no Temporal server of this benchmark to kill")


def can_connect(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(condition, seconds, complaint):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            sys.exit("benchmarks: " + complaint)
        time.sleep(0.05)


def instant(text):
    # Java writes nanoseconds, Python reads microseconds.
    return datetime.datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text).replace("Z", "+00:00")).timestamp()
