package dev.penstock.starter.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.core.ThrowingRunnable;

/** How long tests wait for what must happen: long, since a slow machine is no failure. */
final class Patience {
    static final Duration LIMIT = Duration.ofMinutes(5);

    private Patience() {}

    static void until(String what, Callable<Boolean> happened) {
        await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(happened);
    }

    /** For what a command is asked: with pauses, since each look starts a process, which the tests beside it pay for. */
    static void untilCommandsSay(String what, Callable<Boolean> happened) {
        await(what)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .until(happened);
    }

    /** For what fails with more to say than that it didn't happen. */
    static void untilAsserted(ThrowingRunnable asserted) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).untilAsserted(asserted);
    }
}
