package dev.penstock.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.rate.RateLimiter;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.limits.traffic.TasksInTransit;
import dev.penstock.limits.traffic.TrafficMeter;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotSupplierFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateLimitedSlotsTest {
    private final RateLimiter limiter = new RateLimiter(RateLimits.ofConcurrency(20), System::nanoTime, new Random(7));
    private final TasksInTransit inTransit = new TasksInTransit(System::nanoTime);
    private final TrafficMeter meter = new TrafficMeter(System::nanoTime);
    private final RateLimitedSlots slots = new RateLimitedSlots(limiter, inTransit, meter);

    RateLimitedSlotsTest() {
        limiter.onChange(slots::handOut);
    }

    @Test
    void noMoreAreHandedOutThanShallStandReady() {
        List<SlotSupplierFuture> asked = ask(8);

        assertThat(handedOut(asked)).isEqualTo(5);
    }

    @Test
    void aClosedRateLimiterWantsNobody() {
        limiter.setLimits(RateLimits.ofConcurrency(0));
        List<SlotSupplierFuture> asked = ask(8);
        assertThat(handedOut(asked)).isZero();

        limiter.setLimits(RateLimits.ofConcurrency(20));

        assertThat(handedOut(asked)).isEqualTo(5);
    }

    @Test
    void aProbeIsOneCall() {
        limiter.setLimits(RateLimits.ofConcurrency(20), QuotaLimit.atMost(1));

        assertThat(handedOut(ask(8))).isEqualTo(1);
    }

    @Test
    void aTaskThatHasComeMakesRoomOnceItsRequestsHavePassedTheRateLimiter() throws Exception {
        List<SlotSupplierFuture> asked = ask(6);
        SlotPermit first = asked.getFirst().get();
        slots.markSlotUsed(TestingSlotContexts.used(first));
        slots.handOut();
        assertThat(handedOut(asked)).isEqualTo(5);

        TasksInTransit.Requests group = inTransit.taskBegins(1);
        group.arrived();
        slots.handOut();

        assertThat(handedOut(asked)).isEqualTo(6);
    }

    @Test
    void aPollThatBroughtNothingMakesRoom() throws Exception {
        List<SlotSupplierFuture> asked = ask(6);

        slots.releaseSlot(TestingSlotContexts.released(asked.getFirst().get()));

        assertThat(handedOut(asked)).isEqualTo(6);
    }

    @Test
    void whoGivesUpAskingIsForgotten() {
        List<SlotSupplierFuture> asked = ask(6);

        assertThat(asked.removeLast().abortReservation()).isNull();
        asked.add(slots.reserveSlot(TestingSlotContexts.asking()));
        limiter.setLimits(RateLimits.ofConcurrency(24));

        assertThat(handedOut(asked))
                .as("six, none of which went to whoever gave up")
                .isEqualTo(6);
    }

    @Test
    void aPacedPoolNeedsFewerReady() {
        limiter.setLimits(new RateLimits(QuotaLimit.atMost(60), QuotaLimit.UNLIMITED, 1000, true));

        assertThat(handedOut(ask(100))).isEqualTo(4);
    }

    private List<SlotSupplierFuture> ask(int times) {
        List<SlotSupplierFuture> asked = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            asked.add(slots.reserveSlot(TestingSlotContexts.asking()));
        }
        return asked;
    }

    private static long handedOut(List<SlotSupplierFuture> asked) {
        return asked.stream().filter(SlotSupplierFuture::isDone).count();
    }
}
