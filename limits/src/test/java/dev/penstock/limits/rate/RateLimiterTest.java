package dev.penstock.limits.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.pool.ProbeOutcomes;
import dev.penstock.contracts.pool.TotalLimit;
import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.limits.QuotaLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RateLimiterTest {
    private final RateLimiter limiter = new RateLimiter(RateLimits.ofConcurrency(1), System::nanoTime, new Random(7));

    @Test
    void aWorkerThatWasLentNothingFetchesCallsAllTheSame() throws Exception {
        limiter.setLimits(new RateLimits(
                PerMinuteLimits.NONE,
                20,
                true,
                LargestRequest.of(QuotaLimit.UNLIMITED),
                Map.of(),
                new TotalLimit(0L, null)));

        assertThat(limiter.wantsMore(0, 1)).isTrue();
        assertThat(limiter.waitsToBorrow()).isFalse();
        Future<?> call = waiting("normal call", Collections.synchronizedList(new ArrayList<>()));
        await().until(limiter::waitsToBorrow);
        limiter.setLimits(RateLimits.ofConcurrency(20));
        call.get();
        assertThat(limiter.waitsToBorrow()).isFalse();
    }

    @Test
    void theUrgentGoFirstAndThenThoseWhoCameFirst() throws Exception {
        Permit running = limiter.acquire(CallTokens.of(1), Urgency.LOW);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> all = new ArrayList<>();
        for (String name : List.of("low 1", "normal 1", "high 1", "low 2", "normal 2", "high 2")) {
            all.add(waiting(name, order));
        }

        running.answered(CallTokens.of(1));

        for (Future<?> each : all) {
            each.get();
        }
        assertThat(order).containsExactly("high 1", "high 2", "normal 1", "normal 2", "low 1", "low 2");
    }

    @Test
    void neverMoreRunAtOnceThanTheConcurrencyWithThousandsWaiting() throws Exception {
        limiter.setLimits(RateLimits.ofConcurrency(7));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int call = 0; call < 5000; call++) {
                Future<?> unused = threads.submit(() -> {
                    Permit permit = limiter.acquire(CallTokens.of(1), Urgency.NORMAL);
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    running.decrementAndGet();
                    permit.answered(CallTokens.of(1));
                    return null;
                });
            }
        }

        assertThat(most).hasValueLessThanOrEqualTo(7);
        assertThat(limiter.status().admitted()).isEqualTo(5000);
        assertThat(limiter.status().inFlight()).isZero();
    }

    @Test
    void moreConcurrencyLetsThoseWhoWaitThroughAtOnce() throws Exception {
        limiter.acquire(CallTokens.of(1), Urgency.NORMAL);
        Future<Permit> second = inBackground(limiter.newWaiterGroup());

        limiter.setLimits(RateLimits.ofConcurrency(2));

        assertThat(second.get()).isNotNull();
    }

    @Test
    void aThrottledCallHoldsAllOthersUntilRetryAfter() throws Exception {
        limiter.setLimits(RateLimits.ofConcurrency(10));
        Permit throttled = limiter.acquire(CallTokens.of(1), Urgency.NORMAL);
        long before = System.nanoTime();

        throttled.throttled(Duration.ofMillis(80));
        limiter.acquire(CallTokens.of(1), Urgency.HIGH).answered(CallTokens.of(1));

        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(80_000_000);
        assertThat(limiter.status().throttleEvents()).isEqualTo(1);
    }

    @Test
    void aClosedRateLimiterRejectsEveryCall() throws Exception {
        Permit running = limiter.acquire(CallTokens.of(1), Urgency.NORMAL);
        Future<Permit> waiting = inBackground(limiter.newWaiterGroup());

        limiter.close();

        assertThatThrownBy(waiting::get).hasCauseInstanceOf(RateLimiterClosedException.class);
        running.answered(CallTokens.of(1));
        assertThatThrownBy(() -> limiter.acquire(CallTokens.of(1), Urgency.NORMAL))
                .isInstanceOf(RateLimiterClosedException.class);
    }

    @Test
    void aGroupThatStopsWaitingDoesNotHoldUpTheOthers() throws Exception {
        Permit running = limiter.acquire(CallTokens.of(1), Urgency.NORMAL);
        WaiterGroup group = limiter.newWaiterGroup();
        Future<Permit> leaving = inBackground(group);
        Future<Permit> staying = inBackground(limiter.newWaiterGroup());

        group.stopWaiting();
        running.answered(CallTokens.of(1));

        assertThatThrownBy(leaving::get).hasCauseInstanceOf(RateLimiterClosedException.class);
        assertThat(staying.get()).isNotNull();
        assertThat(limiter.status().waiting()).isZero();
    }

    @Test
    void aRequestLargerThanTheWholeQuotaIsRefusedWithAReason() {
        limiter.setLimits(new RateLimits(QuotaLimit.UNLIMITED, QuotaLimit.atMost(1000), 1, true));

        assertThatThrownBy(() -> limiter.acquire(CallTokens.of(1001), Urgency.NORMAL))
                .isInstanceOf(RequestTooLargeException.class)
                .hasMessage("the request needs about 1001 tokens, more than the pool's 1000 tokens per minute");
    }

    @Test
    void anInterruptedWaiterLeavesNothingBehind() throws Exception {
        Permit running = limiter.acquire(CallTokens.of(1), Urgency.NORMAL);
        CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
        Thread waiter = Thread.startVirtualThread(() -> {
            try {
                limiter.acquire(CallTokens.of(1), Urgency.NORMAL);
            } catch (InterruptedException e) {
                ended.complete(null);
            }
        });
        await().until(() -> limiter.status().waiting() == 1);

        waiter.interrupt();

        ended.get();
        running.answered(CallTokens.of(1));
        assertThat(limiter.status().waiting()).isZero();
        assertThat(limiter.status().inFlight()).isZero();
    }

    @Test
    void aPermitEndsOnlyOnce() throws Exception {
        Permit permit = limiter.acquire(CallTokens.of(1), Urgency.NORMAL);
        permit.lost();

        assertThatThrownBy(permit::refused).isInstanceOf(IllegalStateException.class);
        assertThat(limiter.status().inFlight()).isZero();
    }

    @Test
    void theProbeOfAProviderIsARequestThatHasNotFailedBefore() throws Exception {
        limiter.setLimits(RateLimits.ofConcurrency(0));
        Future<Permit> failed = inBackground(limiter.newWaiterGroup(), true);
        Future<Permit> untried = inBackground(limiter.newWaiterGroup(), false);

        limiter.setLimits(RateLimits.ofConcurrency(5), QuotaLimit.atMost(1));

        assertThat(untried.get()).isNotNull();
        assertThat(failed).isNotDone();
        limiter.setLimits(RateLimits.ofConcurrency(5));
        assertThat(failed.get()).isNotNull();
    }

    @Test
    void theEndsOfProbesAreCountedApartFromThoseOfOtherCalls() throws Exception {
        Permit earlier = limiter.acquire(CallTokens.of(1), Urgency.NORMAL);
        limiter.setLimits(RateLimits.ofConcurrency(5), QuotaLimit.atMost(2));
        Permit answered = limiter.acquire(CallTokens.of(1), Urgency.NORMAL);
        Permit lost = limiter.acquire(CallTokens.of(1), Urgency.NORMAL);

        earlier.answered(CallTokens.of(1));
        assertThat(limiter.status().probes()).isEqualTo(ProbeOutcomes.NONE);
        answered.throttled(null);
        lost.close();

        assertThat(limiter.status().probes()).isEqualTo(new ProbeOutcomes(1, 1));
    }

    @Test
    void aProbeThatWasNotMadeCountsAsNoneAndLetsAnotherOneOut() throws Exception {
        limiter.setLimits(RateLimits.ofConcurrency(5), QuotaLimit.atMost(1));
        Permit unused = limiter.acquire(CallTokens.of(7), Urgency.NORMAL);
        Future<Permit> next = inBackground(limiter.newWaiterGroup(), false);
        await().until(() -> limiter.status().waiting() == 1);

        unused.unused();
        unused.close();

        assertThat(next.get()).isNotNull();
        assertThat(limiter.status().probes()).isEqualTo(ProbeOutcomes.NONE);
        assertThat(limiter.status().use().tokens()).isZero();
        assertThat(limiter.status().inFlight()).isEqualTo(1);
    }

    @Test
    void callsThatBeganBeforeAnOutageOrTestedTheProviderShowNothingAfterIt() throws Exception {
        limiter.setLimits(RateLimits.ofConcurrency(5));
        Permit earlier = limiter.acquire(CallTokens.of(1), Urgency.NORMAL);
        assertThat(earlier.isEvidence()).isTrue();
        limiter.setLimits(RateLimits.ofConcurrency(5), QuotaLimit.atMost(1));
        Permit probe = limiter.acquire(CallTokens.of(1), Urgency.NORMAL);
        assertThat(probe.isEvidence()).isFalse();
        assertThat(earlier.isEvidence()).isFalse();

        limiter.setLimits(RateLimits.ofConcurrency(5));

        assertThat(earlier.isEvidence()).isFalse();
        assertThat(probe.isEvidence()).isFalse();
        assertThat(limiter.acquire(CallTokens.of(1), Urgency.NORMAL).isEvidence())
                .isTrue();
    }

    @Test
    void aRequestThatFailedBeforeProbesWhereNoOtherWaits() throws Exception {
        limiter.setLimits(RateLimits.ofConcurrency(0));
        Future<Permit> failed = inBackground(limiter.newWaiterGroup(), true);

        limiter.setLimits(RateLimits.ofConcurrency(1), QuotaLimit.atMost(1));

        assertThat(failed.get()).isNotNull();
    }

    private Future<?> waiting(String name, List<String> order) {
        int before = limiter.status().waiting();
        Urgency urgency = Urgency.valueOf(name.split(" ")[0].toUpperCase(java.util.Locale.ROOT));
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                Permit permit = limiter.acquire(CallTokens.of(1), urgency);
                order.add(name);
                permit.answered(CallTokens.of(1));
                done.complete(null);
            } catch (InterruptedException e) {
                done.completeExceptionally(e);
            }
        });
        await().until(() -> limiter.status().waiting() == before + 1);
        return done;
    }

    @Test
    void callsOfAModelThatMayNotBeCalledYetLetOthersPass() throws Exception {
        limiter.setLimits(RateLimits.ofConcurrency(20).withModels(Map.of("slow", perMinute(1))));
        of("slow").answered(CallTokens.of(1));
        Future<Permit> slow = inBackground("slow", limiter.newWaiterGroup(), false);

        for (int call = 0; call < 100; call++) {
            of("quick").answered(CallTokens.of(1));
        }

        assertThat(slow).isNotDone();
    }

    @Test
    void a429OfAModelWithLimitsOfItsOwnPausesThatModelOnly() throws Exception {
        limiter.setLimits(RateLimits.ofConcurrency(20).withModels(Map.of("slow", perMinute(600))));

        of("slow").throttled(Duration.ofHours(1));

        Future<Permit> slow = inBackground("slow", limiter.newWaiterGroup(), false);
        of("quick").answered(CallTokens.of(1));
        assertThat(slow).isNotDone();
        assertThat(limiter.status().pausedFor()).isZero();
    }

    @Test
    void thePauseOfTheOnlyModelBecomesItsOwnWhenItsLimitsDo() throws Exception {
        limiter.setLimits(RateLimits.ofConcurrency(20));
        of("slow").throttled(Duration.ofHours(1));
        assertThat(limiter.status().pausedFor()).isPositive();

        limiter.setLimits(RateLimits.ofConcurrency(20).withModels(Map.of("slow", perMinute(600))));

        Future<Permit> slow = inBackground("slow", limiter.newWaiterGroup(), false);
        of("quick").answered(CallTokens.of(1));
        assertThat(slow).isNotDone();
        assertThat(limiter.status().pausedFor()).isZero();
        assertThat(limiter.status().throttleEvents()).isEqualTo(1);
    }

    @Test
    void a429OfAModelWithoutLimitsOfItsOwnPausesThePool() throws Exception {
        limiter.setLimits(RateLimits.ofConcurrency(20).withModels(Map.of("other", perMinute(600))));

        of("m").throttled(Duration.ofHours(1));

        assertThat(limiter.status().pausedFor()).isPositive();
    }

    @Test
    void aModelWhoseShareIsNothingWaitsUntilItGetsSome() throws Exception {
        limiter.setLimits(RateLimits.ofConcurrency(20).withModels(Map.of("m", perMinute(0))));
        Future<Permit> waiting = inBackground(limiter.newWaiterGroup());

        limiter.setLimits(RateLimits.ofConcurrency(20).withModels(Map.of("m", perMinute(60))));

        waiting.get().answered(CallTokens.of(1));
    }

    @Test
    void aRequestWithMoreInputThanAMinuteIsRefusedButNotOneWithALongAnswer() throws Exception {
        limiter.setLimits(new RateLimits(
                new PerMinuteLimits(
                        QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED, QuotaLimit.atMost(1_000), QuotaLimit.atMost(500)),
                20,
                true));

        assertThatThrownBy(() -> limiter.acquire(CallTokens.of(1_001, 1), Urgency.NORMAL))
                .isInstanceOf(RequestTooLargeException.class)
                .hasMessage(
                        "the request needs about 1001 input tokens, more than the pool's 1000 input tokens per minute");
        limiter.acquire(CallTokens.of(100, 4_096), Urgency.NORMAL).answered(CallTokens.of(100, 50));
    }

    @Test
    void aRequestThatFitsByItsTextIsNotTooLargeBecauseOthersUsedMoreThanTheirs() throws Exception {
        limiter.setLimits(new RateLimits(
                new PerMinuteLimits(
                        QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED, QuotaLimit.atMost(30_000), QuotaLimit.UNLIMITED),
                20,
                true));
        CallEstimate corrected = new CallEstimate(CallTokens.of(32_000, 100), CallTokens.of(8_000, 100));

        Permit permit = limiter.acquire("m", corrected, Urgency.NORMAL, limiter.newWaiterGroup(), false);

        assertThat(permit.admission.tokens().input()).isEqualTo(30_000);
        permit.answered(CallTokens.of(8_000, 100));
    }

    private static ModelLimits perMinute(long requests) {
        return new ModelLimits(QuotaLimit.atMost(requests), QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED);
    }

    private Permit of(String model) throws InterruptedException {
        return limiter.acquire(
                model, CallEstimate.of(CallTokens.of(1)), Urgency.NORMAL, limiter.newWaiterGroup(), false);
    }

    private Future<Permit> inBackground(WaiterGroup group) {
        return inBackground(group, false);
    }

    private Future<Permit> inBackground(WaiterGroup group, boolean failedBefore) {
        return inBackground("m", group, failedBefore);
    }

    private Future<Permit> inBackground(String model, WaiterGroup group, boolean failedBefore) {
        int before = limiter.status().waiting();
        CompletableFuture<Permit> permit = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                permit.complete(
                        limiter.acquire(model, CallEstimate.of(CallTokens.of(1)), Urgency.NORMAL, group, failedBefore));
            } catch (InterruptedException | RuntimeException e) {
                permit.completeExceptionally(e);
            }
        });
        await().until(() -> limiter.status().waiting() == before + 1);
        return permit;
    }
}
