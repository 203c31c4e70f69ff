package dev.penstock.worker;

import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.SlotMarkUsedContext;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReleaseReason;
import io.temporal.worker.tuning.SlotReserveContext;
import java.util.Map;

/** What Temporal's pollers tell a slot supplier. */
final class TestingSlotContexts {
    private TestingSlotContexts() {}

    static SlotReserveContext<ActivitySlotInfo> asking() {
        return new SlotReserveContext<>() {
            @Override
            public String getTaskQueue() {
                return "penstock-llm-p";
            }

            @Override
            public Map<SlotPermit, ActivitySlotInfo> getUsedSlots() {
                return Map.of();
            }

            @Override
            public String getWorkerIdentity() {
                return "w";
            }

            @Override
            public String getWorkerBuildId() {
                return "b";
            }

            @Override
            public int getNumIssuedSlots() {
                return 0;
            }
        };
    }

    static SlotMarkUsedContext<ActivitySlotInfo> used(SlotPermit permit) {
        return new SlotMarkUsedContext<>() {
            @Override
            public ActivitySlotInfo getSlotInfo() {
                throw new UnsupportedOperationException();
            }

            @Override
            public SlotPermit getSlotPermit() {
                return permit;
            }
        };
    }

    static SlotReleaseContext<ActivitySlotInfo> released(SlotPermit permit) {
        return new SlotReleaseContext<>() {
            @Override
            public SlotReleaseReason getSlotReleaseReason() {
                return SlotReleaseReason.neverUsed();
            }

            @Override
            public SlotPermit getSlotPermit() {
                return permit;
            }

            @Override
            public ActivitySlotInfo getSlotInfo() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
