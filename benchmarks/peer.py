"""Ways to send a file of prompts to a provider, each installed from PyPI into a folder of its own, and one run of one of them."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import harness
import processes
from harness import Home

SCRIPTS = Path(__file__).with_name("peers")


class Peer:
    """A script under peers/, and the packages that it needs."""

    def __init__(self, work, script, name, *packages, told=True, concurrent=True):
        self.folder = work / "peers" / script
        self.script = SCRIPTS / f"{script}.py"
        self.name = name
        self.packages = packages
        self.can_be_told = told
        self.takes_concurrency = concurrent

    def install(self):
        """Why it cannot be installed, or nothing."""
        python = self.folder / "venv" / "bin" / "python"
        marker = self.folder / "installed"
        if marker.exists() and marker.read_text() == " ".join(self.packages):
            return None
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.folder / "install.log"
        with open(log, "w") as out:
            for command in [
                [sys.executable, "-m", "venv", "--clear", self.folder / "venv"],
                [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *self.packages],
            ]:
                if subprocess.run(command, stdout=out, stderr=subprocess.STDOUT).returncode != 0:
                    return "cannot be installed: " + last_line(log)
        marker.write_text(" ".join(self.packages))
        return None

    def version(self):
        package = self.packages[0].split("[")[0]
        shown = subprocess.run(
            [self.folder / "venv" / "bin" / "python", "-c", f"from importlib.metadata import version; print(version('{package}'))"],
            capture_output=True,
            text=True,
        ) if (self.folder / "installed").exists() else None
        return f"{package} {shown.stdout.strip()}" if shown else ""

    @contextlib.contextmanager
    def run(self, simulator, prompts, concurrency, rpm=0, timeout=60, again=False):
        """One run, which is stopped when the block ends."""
        output, state = self.folder / "answers.jsonl", self.folder / "state"
        if not again:
            empty(state)
            output.unlink(missing_ok=True)
        with self.address(simulator, rpm, timeout) as (base_url, beside):
            words = [base_url, prompts, output, state, concurrency, rpm, timeout]
            command = [self.folder / "venv" / "bin" / "python", self.script, *map(str, words)]
            with Run(command, environment(), self.folder / "run.log", output, simulator, beside) as run:
                yield run

    @contextlib.contextmanager
    def address(self, simulator, rpm, timeout):
        """Where the script sends its calls, and the process beside it that makes them."""
        yield simulator.base_url, None


class Proxied(Peer):
    """The script for AsyncOpenAI, through LiteLLM's proxy; of a quota the proxy is told."""

    def __init__(self, work):
        super().__init__(work, "async_openai", "LiteLLM proxy, AsyncOpenAI before it", "litellm[proxy]", "openai")
        self.folder = work / "peers" / "litellm_proxy"

    @contextlib.contextmanager
    def address(self, simulator, rpm, timeout):
        model = {"model": "openai/simulated-1", "api_base": simulator.base_url, "api_key": "none", "timeout": timeout}
        if rpm:
            model["rpm"] = int(rpm)
        config = self.folder / "proxy.yaml"
        # JSON is YAML.
        config.write_text(json.dumps({"model_list": [{"model_name": "simulated-1", "litellm_params": model}]}))
        port = harness.free_port()
        with open(self.folder / "proxy.log", "w") as log:
            proxy = subprocess.Popen(
                [self.folder / "venv" / "bin" / "litellm", "--config", config, "--host", "127.0.0.1", "--port", str(port), "--telemetry", "False"],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment() | {"LITELLM_LOG": "ERROR", "LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY": "true"},
            )
        try:
            harness.wait_until(lambda: harness.can_connect(port), 120, "LiteLLM's proxy does not listen")
            yield f"http://127.0.0.1:{port}/v1", proxy
        finally:
            harness.stop(proxy)


class Penstock:
    """`penstock run`, with a Temporal server of its own."""

    name = "**penstock run**"
    can_be_told = True
    takes_concurrency = True

    def __init__(self, work):
        self.work = work
        self.folder = work / "peers" / "penstock"

    def install(self):
        self.folder.mkdir(parents=True, exist_ok=True)

    def version(self):
        commit = subprocess.run(["git", "-C", harness.REPOSITORY, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
        return f"penstock {commit.stdout.strip()}".strip()

    @contextlib.contextmanager
    def run(self, simulator, prompts, concurrency, rpm=0, timeout=60, again=False):
        if not again:
            self.home = Home(self.work, "compare")
        output = self.folder / "answers.jsonl"
        limits = ["--concurrency", str(concurrency), "--timeout", str(timeout)] + (["--rpm", str(rpm)] if rpm else [])
        words = ["run", str(prompts), "--model", "simulated-1", "--force", "--json", "-o", str(output), *limits]
        more = harness.environment(self.home, harness.provider(simulator))
        with Run([harness.PENSTOCK, *words], more, self.home.folder / "console.log", output, simulator) as run:
            run.killing = lambda: harness.kill_with_server(run.process, self.home)
            yield run


class Run:
    """A process that sends a file, and what it uses; with a process beside it, also what that uses meanwhile."""

    def __init__(self, command, environment, log, output, simulator, beside=None):
        self.command, self.environment, self.log = command, environment, log
        self.output, self.simulator, self.beside = output, simulator, beside
        self.killing = self.kill_group
        self.is_over_time = False

    def __enter__(self):
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdout=open(self.log, "w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.usages = [processes.Usage(each.pid) for each in [self.process, self.beside] if each]
        self.before = sum(usage.looked().processor_seconds() for usage in self.usages[1:])
        return self

    def __exit__(self, *_):
        self.stop()
        for usage in self.usages:
            usage.close()

    def wait(self, seconds):
        """Until it ends, or for so long; then it is stopped."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.is_over_time = True
        self.seconds = time.monotonic() - self.began
        self.stop()

    def wait_for_calls(self, count, seconds):
        end = time.monotonic() + seconds
        while self.simulator.calls() < count:
            if time.monotonic() > end or self.process.poll() is not None:
                raise DidNotWork(last_line(self.log) or "no calls")
            time.sleep(0.05)

    def kill(self):
        self.killing()

    def kill_group(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process.poll() is None:
            harness.stop(self.process)

    def lost(self, count):
        """Of so many requests, those without an answer in the output."""
        answered = set()
        if self.output.exists():
            for line in map(json.loads, self.output.read_text().splitlines()):
                if line.get("answer") or (line.get("response") or {}).get("status_code") == 200:
                    answered.add(line["custom_id"])
        if not answered and not self.is_over_time:
            raise DidNotWork(last_line(self.log) or "no answers")
        return count - len(answered)

    def remark(self):
        return ", stopped after 90 s" if self.is_over_time else ""

    def processor_seconds(self):
        return sum(usage.processor_seconds() for usage in self.usages) - self.before

    def mebibytes(self):
        """The most that all its processes had in memory at one time."""
        return sum(usage.most_resident for usage in self.usages) >> 20


class DidNotWork(Exception):
    """What a peer said last."""


def all_peers(work):
    return [
        Penstock(work),
        Peer(work, "async_openai", "AsyncOpenAI, semaphore", "openai", told=False),
        Peer(work, "parallel_script", "script after the cookbook's idea", "aiohttp", concurrent=False),
        Peer(work, "async_batch_llm_stream", "async-batch-llm", "async-batch-llm[openai]"),
        Peer(work, "bespoke_curator", "Curator", "bespokelabs-curator"),
        Peer(work, "litellm_router", "LiteLLM Router, semaphore", "litellm"),
        Proxied(work),
        Peer(work, "langchain_abatch", "LangChain abatch", "langchain-openai"),
    ]


def environment():
    """Without what a developer has set for himself, and without a bill for anybody."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "TEMPORAL_", "LITELLM_", "LANGCHAIN_", "LANGSMITH_"))}
    return mine | {"OPENAI_API_KEY": "none"}


def empty(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def last_line(log):
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1][:120].replace("|", "/") if lines else ""
