package dev.penstock.activities.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PoolElsewhereTest {
    private static final ApplicationFailure FAILURE = PoolElsewhere.of("mine");

    @Test
    void workWhosePoolNoWorkerHasIsHeldAfterHalfAMinute() {
        ApplicationFailure held = PoolElsewhere.at(FAILURE, 10, Duration.ofSeconds(30), pool -> false);

        assertThat(held.getType()).isEqualTo(FailureTypes.HOLD);
        assertThat(held.isNonRetryable()).isTrue();
        assertThat(held.getOriginalMessage()).contains("pool 'mine'", "start one with all pools", "resume");
    }

    @Test
    void workIsLeftToOthersLessAndLessOften() {
        assertThat(delay(1)).isEqualTo(Duration.ofMillis(200));
        assertThat(delay(3)).isEqualTo(Duration.ofMillis(800));
        assertThat(delay(100)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void workThatHasLongWaitedForAnyWorkerIsNotHeldAtOnce() {
        assertThat(PoolElsewhere.at(FAILURE, 1, Duration.ofHours(1), pool -> false)
                        .getType())
                .isEqualTo(FailureTypes.POOL_ELSEWHERE);
    }

    @Test
    void workWhosePoolAWorkerHasIsLeftToThatWorkerForTwoMinutes() {
        assertThat(PoolElsewhere.at(FAILURE, 20, Duration.ofSeconds(119), "mine"::equals)
                        .getType())
                .isEqualTo(FailureTypes.POOL_ELSEWHERE);
        assertThat(PoolElsewhere.at(FAILURE, 20, Duration.ofSeconds(120), "mine"::equals)
                        .getType())
                .isEqualTo(FailureTypes.HOLD);
    }

    private static Duration delay(int attempt) {
        ApplicationFailure failure = PoolElsewhere.at(FAILURE, attempt, Duration.ofSeconds(1), pool -> false);
        assertThat(failure.getType()).isEqualTo(FailureTypes.POOL_ELSEWHERE);
        return Objects.requireNonNull(failure.getNextRetryDelay());
    }
}
