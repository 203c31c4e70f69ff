package dev.penstock.limits.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.penstock.contracts.Urgency;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitingCallsTest {
    private final RateLimiter limiter = new RateLimiter(RateLimits.ofConcurrency(1), System::nanoTime, new Random(7));
    private final Condition condition = new ReentrantLock().newCondition();
    private final WaitingCalls line = new WaitingCalls();
    private final Map<String, Integer> tokens = new HashMap<>();

    @Test
    void keysTakeTurnsByTheirWeightsInTokens() {
        for (int call = 0; call < 1_000; call++) {
            wait("one", 1, 100);
            wait("two", 2, 650);
            wait("four", 4, 2_000);
        }

        for (int call = 0; call < 400; call++) {
            admit();
        }

        double ofOne = had("one");
        assertThat(had("two") / ofOne).isCloseTo(2, within(0.1));
        assertThat(had("four") / ofOne).isCloseTo(4, within(0.2));
    }

    @Test
    void aNewcomerDoesNotWaitBehindTheBacklogOfAnother() {
        for (int call = 0; call < 1_000; call++) {
            wait("busy", 1, 0);
        }
        for (int call = 0; call < 100; call++) {
            admit();
        }
        wait("quiet", 1, 0);

        admit();
        admit();

        assertThat(had("quiet")).isEqualTo(1);
    }

    @Test
    void whoComesOftenAndAloneHasNoMoreThanItsShare() {
        for (int call = 0; call < 1_000; call++) {
            wait("busy", 4, 0);
        }
        boolean waits = false;
        for (int call = 0; call < 500; call++) {
            // The next call comes as soon as the last one went.
            if (!waits) {
                wait("often", 1, 0);
            }
            waits = !admit().equals("often");
        }

        assertThat(had("often")).isCloseTo(100, within(2.0));
    }

    @Test
    void whoHasWaitedLongGoesBeforeWhoComesOfTheSameKey() {
        WaitingCall first = wait("a", 1, 5);
        wait("a", 1, 5);

        assertThat(first()).isSameAs(first);
        line.remove(first);
        line.remove(first);
        assertThat(line.size()).isEqualTo(1);
        admit();
        assertThat(line.size()).isZero();
        assertThat(first()).isNull();
    }

    private WaitingCall wait(String key, double weight, int ofTokens) {
        WaitingCall call = new WaitingCall(
                "m",
                CallEstimate.of(CallTokens.of(ofTokens)),
                false,
                limiter.newWaiterGroup(new Fairness(key, weight)),
                condition);
        line.add(call, Urgency.HIGH);
        return call;
    }

    private @Nullable WaitingCall first() {
        return line.first(call -> 0, 0);
    }

    /** Admits the next call and returns its key. */
    private String admit() {
        WaitingCall first = Objects.requireNonNull(first());
        line.admit(first);
        String key = first.group.fairness().key();
        tokens.merge(key, (int) Math.max(1, first.tokens.total()), Integer::sum);
        return key;
    }

    private double had(String key) {
        return tokens.getOrDefault(key, 0);
    }
}
