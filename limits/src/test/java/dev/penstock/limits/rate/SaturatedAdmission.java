package dev.penstock.limits.rate;

import dev.penstock.limits.QuotaLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/** Sends as fast as the limits allow, under a clock that is moved; remembers what went out when. */
final class SaturatedAdmission {
    static final long SECOND = 1_000_000_000;
    static final long MINUTE = 60 * SECOND;

    final List<Sent> sent = new ArrayList<>();
    private final AdmissionControl control;
    private final Random random = new Random(7);
    long now;

    record Sent(long at, int tokens) {}

    SaturatedAdmission(RateLimits limits) {
        control = new AdmissionControl(limits, random, 0);
    }

    /** Each call lasts no time, and each wake-up comes up to 2 ms late. */
    void runUntil(long end, IntSupplier sizes) {
        int next = sizes.getAsInt();
        while (now < end) {
            long earliest = control.earliest("m", CallTokens.of(next), now);
            if (earliest > now) {
                now = earliest + random.nextLong(2_000_000);
                continue;
            }
            control.ended(control.take("m", CallTokens.of(next), now));
            sent.add(new Sent(now, next));
            next = sizes.getAsInt();
        }
    }

    void setLimits(RateLimits limits) {
        control.setLimits(limits, QuotaLimit.UNLIMITED, now);
    }

    /** The largest sum over any 60 s: of requests, or of tokens. */
    long fullestMinute(boolean tokens) {
        long sum = 0;
        long fullest = 0;
        int from = 0;
        for (Sent call : sent) {
            sum += tokens ? call.tokens : 1;
            while (call.at - sent.get(from).at >= MINUTE) {
                sum -= tokens ? sent.get(from).tokens : 1;
                from++;
            }
            fullest = Math.max(fullest, sum);
        }
        return fullest;
    }

    long sentBetween(long start, long end, boolean tokens) {
        return sent.stream()
                .filter(call -> call.at >= start && call.at < end)
                .mapToLong(call -> tokens ? call.tokens : 1)
                .sum();
    }
}
