"""What a process and all that it starts use: processor time, memory, and bytes written to files."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
BETWEEN_LOOKS = 0.25


class Usage:
    """Looks at a process and its descendants four times a second, those that have been given to another parent included."""

    def __init__(self, pid):
        self.known = {pid}
        self.seen = {}
        self.parents = {}
        self.counted = {}
        self.most_resident = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.look_until_ended, daemon=True)
        self.thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.ended.set()
        self.thread.join()

    def look_until_ended(self):
        while not self.ended.is_set():
            self.look()
            self.ended.wait(BETWEEN_LOOKS)

    def look(self):
        children = {}
        resident = 0
        alive = {}
        for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
            with contextlib.suppress(OSError, ValueError):
                stat = Path(f"/proc/{pid}/stat").read_text()
                name, rest = stat[stat.index("(") + 1 : stat.rindex(")")], stat[stat.rindex(")") + 2 :].split()
                children.setdefault(int(rest[1]), []).append(pid)
                if pid in self.known:
                    self.parents[pid] = int(rest[1])
                    self.counted[pid] = written(pid)
                    alive[pid] = (name, (int(rest[11]) + int(rest[12])) / TICKS)
                    resident += int(rest[21]) * PAGE
        for pid, (name, seconds) in alive.items():
            self.seen[pid] = (name, seconds, self.counted[pid] - self.reaped(pid, alive))
        self.most_resident = max(self.most_resident, resident)
        grown = True
        while grown:
            more = {child for pid in self.known for child in children.get(pid, [])} - self.known
            self.known |= more
            grown = bool(more)

    def reaped(self, pid, alive):
        """The bytes of ended children, which the kernel adds to those of the parent that has waited for them."""
        gone = (child for child, parent in self.parents.items() if parent == pid and child not in alive)
        return sum(self.counted[child] for child in gone)

    def looked(self):
        """The same, with at least one look."""
        self.look()
        return self

    def processor_seconds(self):
        return sum(seconds for _, seconds, _ in list(self.seen.values()))

    def bytes_written(self):
        return sum(count for _, _, count in list(self.seen.values()))

    def by_name(self):
        """Processor seconds and bytes written by each process of more than a twentieth of a second."""
        return [(name, seconds, count) for name, seconds, count in self.seen.values() if seconds > 0.05]


def written(pid):
    for line in Path(f"/proc/{pid}/io").read_text().splitlines():
        if line.startswith("write_bytes:"):
            return int(line.split()[1])
    return 0


def started(command, environment, log):
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=open(log, "a"), text=True)


def ended(process):
    out, _ = process.communicate()
    if process.returncode != 0:
        sys.exit(f"{' '.join(str(word) for word in process.args)} ended with {process.returncode}")
    return out


def resting(pid, seconds):
    """The share of one core that a process and its descendants use while nothing happens."""
    with Usage(pid) as usage:
        time.sleep(1)
        before = usage.processor_seconds()
        time.sleep(seconds)
        return (usage.processor_seconds() - before) / seconds
