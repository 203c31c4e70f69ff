"""What a simulator's books say over time: how much was let in and refused between any two moments."""

import bisect
import statistics
import threading
import time
from dataclasses import dataclass

import harness

EVERY = 0.2


@dataclass(frozen=True)
class Reading:
    """Counts since the books were opened; tokens are those billed, in flight what the provider works on."""

    at: float
    calls: float
    throttled: float
    lost: float
    tokens: float
    in_flight: float

    @property
    def admitted(self):
        return self.calls - self.throttled - self.lost


class Watch:
    """Reads the books five times a second, and leaves what it read in a file."""

    def __init__(self, simulator):
        self.simulator = simulator
        self.readings = []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.read_on, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()
        with open(self.simulator.work / f"watch-{self.simulator.port}.csv", "w") as out:
            for reading in self.readings:
                out.write(",".join(f"{value:.2f}" for value in vars(reading).values()) + "\n")

    def read_on(self):
        while not self.over.wait(EVERY):
            asked = time.time()
            books = self.simulator.books()
            calls, tokens = books["calls"], books["tokens"]
            self.readings.append(
                Reading(
                    (asked + time.time()) / 2,
                    calls["total"],
                    calls["throttled"],
                    calls["refused"] + calls["broken"] + calls["abandoned"],
                    tokens["prompt"] + tokens["completion"],
                    calls["in_flight"],
                )
            )

    def first_call(self):
        """Waits for it."""
        harness.wait_until(lambda: self.simulator.calls() > 0, 90, "no call after a minute and a half")
        return harness.instant(self.simulator.books()["times"]["first_call"])

    def until(self, moment):
        time.sleep(max(0, moment - time.time()) + 2 * EVERY)

    def count(self, name, start, end):
        """How many calls, tokens, … came between two moments."""
        return self.at(name, end) - self.at(name, start)

    def rate(self, name, start, end):
        return self.count(name, start, end) / (end - start)

    def mean(self, name, start, end):
        return statistics.mean(getattr(reading, name) for reading in self.readings if start <= reading.at <= end)

    def throttled_share(self, start, end):
        return self.count("throttled", start, end) / max(1, self.count("calls", start, end))

    def first_window(self, name, start, end, seconds, is_fine):
        """When the first few seconds begin whose rate is fine; infinity when there are none."""
        moment = start
        while moment + seconds <= end:
            if is_fine(self.rate(name, moment, moment + seconds)):
                return moment
            moment += EVERY
        return float("inf")

    def at(self, name, moment):
        place = bisect.bisect_left(self.readings, moment, key=lambda reading: reading.at)
        if place == 0:
            return 0
        if place == len(self.readings):
            return getattr(self.readings[-1], name)
        before, after = self.readings[place - 1], self.readings[place]
        part = (moment - before.at) / (after.at - before.at)
        return getattr(before, name) + part * (getattr(after, name) - getattr(before, name))
