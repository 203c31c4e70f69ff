package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolStatus;
import org.jspecify.annotations.Nullable;

/** The pause after the latest 429 response, in the provider's words, so that people see what their requests wait for. */
final class ThrottleNotice {
    private PoolStatus.@Nullable Wait latest;

    ThrottleNotice(PoolStatus.@Nullable Wait memory) {
        latest = memory;
    }

    void record(PoolReport report, long now) {
        Long millis = report.traffic().retryAfterMillis();
        if (millis == null) {
            return;
        }
        PoolStatus.Wait before = latest;
        String words = report.throttledBecause();
        if (before == null || before.until() <= now) {
            latest = new PoolStatus.Wait(now + millis, words);
        } else {
            latest = new PoolStatus.Wait(
                    Math.max(before.until(), now + millis), words == null ? before.because() : words);
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
