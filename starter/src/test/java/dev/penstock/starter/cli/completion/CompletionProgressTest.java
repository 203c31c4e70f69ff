package dev.penstock.starter.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.Usage;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.starter.cli.completion.CompletionProgress.End;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CompletionProgressTest {
    private static final CompletionResult HELLO = new CompletionResult(200, "{}", "hello", Usage.NONE, 1, 5);

    private final List<String> said = new ArrayList<>();
    private final Deque<Optional<PoolStatus>> states = new ArrayDeque<>();
    private final CompletableFuture<CompletionResult> answer = new CompletableFuture<>();
    private final CompletableFuture<String> stop = new CompletableFuture<>();
    private boolean othersServeIt = true;
    private int tries;

    @Test
    void tellsThatTheProviderThrottlesUntilAMoment() throws InterruptedException {
        PoolStatus.Wait later =
                new PoolStatus.Wait(System.currentTimeMillis() + 600_000, "429: limit of 3 requests reached");
        states.addAll(List.of(
                Optional.of(new PoolStatus(
                        "p",
                        PoolState.OPEN,
                        null,
                        0,
                        PoolQuota.UNKNOWN,
                        PoolStatus.Source.UNKNOWN,
                        List.of(),
                        List.of(),
                        later,
                        List.of())),
                is(PoolState.OPEN, null)));

        assertThat(await()).isEqualTo(new End.Answered(HELLO));
        assertThat(said.getFirst())
                .startsWith("pool p: throttled by the provider until ")
                .endsWith(" (429: limit of 3 requests reached)");
    }

    @Test
    void tellsWhyItWaitsOnceAndThatItIsOver() throws InterruptedException {
        states.addAll(List.of(
                Optional.empty(),
                is(PoolState.PAUSED, "too dear"),
                is(PoolState.PAUSED, "too dear"),
                is(PoolState.OUTAGE, "most calls were lost"),
                is(PoolState.OPEN, null)));

        assertThat(await()).isEqualTo(new End.Answered(HELLO));
        assertThat(said)
                .containsExactly(
                        "pool p: paused, too dear; waiting for `penstock pool resume p` (Ctrl-C stops waiting)",
                        "pool p: outage, most calls were lost",
                        "pool p is open again");
    }

    @Test
    void doesNotWaitForAPoolThatIsBlocked() throws InterruptedException {
        states.addAll(List.of(is(PoolState.BLOCKED, "401: wrong key"), is(PoolState.OPEN, null)));

        assertThat(await()).isEqualTo(new End.Blocked("401: wrong key"));
        assertThat(said).containsExactly("pool p: blocked, 401: wrong key");
    }

    @Test
    void triesABlockedPoolOnceWhereNobodyElseCouldResumeIt() throws InterruptedException {
        othersServeIt = false;
        states.addAll(List.of(
                is(PoolState.BLOCKED, "401: wrong key"), is(PoolState.OPEN, null), is(PoolState.BLOCKED, "403: no")));

        assertThat(await()).isEqualTo(new End.Blocked("403: no"));
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void anAnswerThatBlocksThePoolIsStillAnAnswer() throws InterruptedException {
        CompletionResult turnedAway = new CompletionResult(401, "{}", null, Usage.NONE, 1, 5);

        End end = new CompletionProgress(Duration.ofSeconds(5), said::add)
                .await(CompletableFuture.completedFuture(turnedAway), pool(), stop);

        assertThat(end).isEqualTo(new End.Answered(turnedAway));
    }

    @Test
    void endsWhenItIsStopped() throws InterruptedException {
        stop.complete("INT");

        assertThat(await()).isEqualTo(new End.Stopped("INT"));
    }

    private End await() throws InterruptedException {
        return new CompletionProgress(Duration.ofMillis(1), said::add).await(answer, pool(), stop);
    }

    /** As scripted; when that is at its end, the answer comes. */
    private CompletionProgress.Pool pool() {
        return new CompletionProgress.Pool() {
            @Override
            public Optional<PoolStatus> find() {
                Optional<PoolStatus> next = states.poll();
                if (next == null) {
                    answer.complete(HELLO);
                    return Optional.empty();
                }
                return next;
            }

            @Override
            public boolean tryAgain(PoolStatus blocked) {
                tries++;
                return !othersServeIt;
            }
        };
    }

    private static Optional<PoolStatus> is(PoolState state, @Nullable String reason) {
        return Optional.of(new PoolStatus(
                "p",
                state,
                reason,
                0,
                PoolQuota.UNKNOWN,
                PoolStatus.Source.UNKNOWN,
                List.of(),
                List.of(),
                null,
                List.of()));
    }
}
