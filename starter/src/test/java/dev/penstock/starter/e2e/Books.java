package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.books.SimulatorStats;
import java.time.Duration;

/** The provider's side of the story: what was called, and what was called again. */
record Books(Simulator provider) {
    long calls() {
        return stats().calls().total();
    }

    int inFlight() {
        return stats().calls().inFlight();
    }

    /** Calls beyond the first of each prompt, whether or not the first one's answer was still awaited. */
    long repeated() {
        SimulatorStats stats = stats();
        return stats.calls().total() - stats.prompts().distinct();
    }

    void awaitCalls(long atLeast) {
        Patience.until(atLeast + " calls", () -> calls() >= atLeast);
    }

    /** Until nothing has been called for a while: between two rounds of calls there is a moment without any as well. */
    void awaitQuiet() {
        await("running calls to end")
                .atMost(Patience.LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .during(Duration.ofSeconds(3))
                .until(() -> inFlight() == 0);
    }

    void assertNoneRepeated() {
        assertThat(repeated()).as("calls repeated: %s", stats()).isZero();
    }

    SimulatorStats stats() {
        return provider.stats();
    }
}
