package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pause after the latest 429 response, in the provider's words, so that people see what their requests wait for. */
final class ThrottleNotice {
    private PoolStatus.@Nullable Wait latest;

    ThrottleNotice(PoolStatus.@Nullable Wait memory) {
        latest = memory;
    }

    void record(PoolReport report, long now) {
        report.models().forEach(part -> record(part.retryAfterMillis(), report.throttledBecause(), part.model(), now));
        record(report.traffic().retryAfterMillis(), report.throttledBecause(), null, now);
    }

    private void record(@Nullable Long millis, @Nullable String words, @Nullable String model, long now) {
        if (millis == null) {
            return;
        }
        PoolStatus.Wait before = find(now);
        if (before != null && Objects.equals(before.model(), model)) {
            latest = new PoolStatus.Wait(
                    Math.max(before.until(), now + millis), words == null ? before.because() : words, model);
        } else if (before == null || before.until() < now + millis) {
            latest = new PoolStatus.Wait(now + millis, words, model);
        }
    }

    /** Returns the pause; null once it is over. */
    PoolStatus.@Nullable Wait find(long now) {
        return latest == null || latest.until() <= now ? null : latest;
    }

    PoolStatus.@Nullable Wait memory() {
        return latest;
    }
}
