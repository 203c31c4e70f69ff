package dev.penstock.limits.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.contracts.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateTest {
    private final Gate gate = new Gate(new GateLimits(null, null, 1, true));

    @Test
    void theUrgentGoFirstAndThenThoseWhoCameFirst() throws Exception {
        Permit running = gate.acquire(1, Urgency.LOW);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> all = new ArrayList<>();
        for (String name : List.of("low 1", "normal 1", "high 1", "low 2", "normal 2", "high 2")) {
            all.add(waiting(name, order));
        }

        running.answered(1);

        for (Future<?> each : all) {
            each.get();
        }
        assertThat(order).containsExactly("high 1", "high 2", "normal 1", "normal 2", "low 1", "low 2");
    }

    @Test
    void neverMoreRunAtOnceThanTheConcurrencyWithThousandsWaiting() throws Exception {
        gate.setLimits(new GateLimits(null, null, 7, true));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int call = 0; call < 5000; call++) {
                Future<?> unused = threads.submit(() -> {
                    Permit permit = gate.acquire(1, Urgency.NORMAL);
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    running.decrementAndGet();
                    permit.answered(1);
                    return null;
                });
            }
        }

        assertThat(most).hasValueLessThanOrEqualTo(7);
        assertThat(gate.status().admitted()).isEqualTo(5000);
        assertThat(gate.status().inFlight()).isZero();
    }

    @Test
    void moreConcurrencyLetsThoseWhoWaitThroughAtOnce() throws Exception {
        gate.acquire(1, Urgency.NORMAL);
        Future<Permit> second = inBackground(null);

        gate.setLimits(new GateLimits(null, null, 2, true));

        assertThat(second.get()).isNotNull();
    }

    @Test
    void aThrottledCallHoldsAllOthersUntilRetryAfter() throws Exception {
        gate.setLimits(new GateLimits(null, null, 10, true));
        Permit throttled = gate.acquire(1, Urgency.NORMAL);
        long before = System.nanoTime();

        throttled.throttled(Duration.ofMillis(80));
        gate.acquire(1, Urgency.HIGH).answered(1);

        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(80_000_000);
        assertThat(gate.status().throttleEvents()).isEqualTo(1);
    }

    @Test
    void aClosedGateSendsEverybodyAwayUntilItIsReopened() throws Exception {
        Permit running = gate.acquire(1, Urgency.NORMAL);
        Future<Permit> waiting = inBackground(null);

        gate.close();

        assertThatThrownBy(waiting::get).hasCauseInstanceOf(GateClosedException.class);
        running.answered(1);
        gate.reopen();
        assertThat(gate.acquire(1, Urgency.NORMAL)).isNotNull();
    }

    @Test
    void visitorsWhoLeaveDontHoldUpTheOthers() throws Exception {
        Permit running = gate.acquire(1, Urgency.NORMAL);
        Visitors visitors = gate.visitors();
        Future<Permit> leaving = inBackground(visitors);
        Future<Permit> staying = inBackground(null);

        visitors.leave();
        running.answered(1);

        assertThatThrownBy(leaving::get).hasCauseInstanceOf(GateClosedException.class);
        assertThat(staying.get()).isNotNull();
        assertThat(gate.status().waiting()).isZero();
    }

    @Test
    void aRequestLargerThanTheWholeQuotaIsRefusedWithAReason() {
        gate.setLimits(new GateLimits(null, 1000L, 1, true));

        assertThatThrownBy(() -> gate.acquire(1001, Urgency.NORMAL))
                .isInstanceOf(RequestTooLargeException.class)
                .hasMessage("the request needs about 1001 tokens, more than the pool's 1000 tokens per minute");
    }

    @Test
    void anInterruptedWaiterLeavesNothingBehind() throws Exception {
        Permit running = gate.acquire(1, Urgency.NORMAL);
        CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
        Thread waiter = Thread.startVirtualThread(() -> {
            try {
                gate.acquire(1, Urgency.NORMAL);
            } catch (InterruptedException e) {
                ended.complete(null);
            }
        });
        await().until(() -> gate.status().waiting() == 1);

        waiter.interrupt();

        ended.get();
        running.answered(1);
        assertThat(gate.status().waiting()).isZero();
        assertThat(gate.status().inFlight()).isZero();
    }

    @Test
    void aPermitEndsOnlyOnce() throws Exception {
        Permit permit = gate.acquire(1, Urgency.NORMAL);
        permit.lost();

        assertThatThrownBy(permit::refused).isInstanceOf(IllegalStateException.class);
        assertThat(gate.status().inFlight()).isZero();
    }

    private Future<?> waiting(String name, List<String> order) {
        int before = gate.status().waiting();
        Urgency urgency = Urgency.valueOf(name.split(" ")[0].toUpperCase(java.util.Locale.ROOT));
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                Permit permit = gate.acquire(1, urgency);
                order.add(name);
                permit.answered(1);
                done.complete(null);
            } catch (InterruptedException e) {
                done.completeExceptionally(e);
            }
        });
        await().until(() -> gate.status().waiting() == before + 1);
        return done;
    }

    private Future<Permit> inBackground(@Nullable Visitors visitors) {
        int before = gate.status().waiting();
        CompletableFuture<Permit> permit = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                permit.complete(gate.acquire(1, Urgency.NORMAL, visitors));
            } catch (InterruptedException | RuntimeException e) {
                permit.completeExceptionally(e);
            }
        });
        await().until(() -> gate.status().waiting() == before + 1);
        return permit;
    }
}
