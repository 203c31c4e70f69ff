package dev.penstock.contracts.pool;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Says in a few words what the calls of a pool wait for. */
public final class PoolWaitText {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private PoolWaitText() {}

    /**
     * Returns what calls wait for, with the provider's words, for the operator; empty if they wait for nothing but the quota.
     *
     * @param zone the time zone of the reader
     */
    public static Optional<String> of(PoolStatus pool, Instant now, ZoneId zone) {
        return text(pool, now, zone, because(pool));
    }

    /** Returns what calls wait for without the provider's words, which may name the operator's account. */
    public static Optional<String> forTenants(PoolStatus pool, Instant now, ZoneId zone) {
        return text(pool, now, zone, "");
    }

    private static Optional<String> text(PoolStatus pool, Instant now, ZoneId zone, String because) {
        Instant until = pool.waiting() == null
                ? now
                : Instant.ofEpochMilli(pool.waiting().until());
        return switch (pool.state()) {
            case OUTAGE ->
                Optional.of(
                        until.isAfter(now)
                                ? "outage, next probe in %d s".formatted(seconds(now, until))
                                : "outage, the next probe is due");
            case PROBING -> Optional.of("outage, one call tests whether the provider has recovered");
            case USED_UP ->
                Optional.of(
                        until.isAfter(now)
                                ? "%s used up until %s".formatted(limit(pool), clock(until, now, zone))
                                : "%s used up".formatted(limit(pool)));
            case PAUSED -> Optional.of("pool paused");
            case BLOCKED -> Optional.of("pool blocked, the provider rejected the account");
            case OPEN, RAMPING ->
                until.isAfter(now)
                        ? Optional.of("%s by the provider until %s%s"
                                .formatted(throttled(pool), CLOCK.withZone(zone).format(until), because))
                        : usedUpModel(pool, now, zone);
        };
    }

    /** Returns the wait for a limit of an hour or a day that binds one model only. */
    private static Optional<String> usedUpModel(PoolStatus pool, Instant now, ZoneId zone) {
        for (PoolStatus.Window window : pool.windows()) {
            Instant until = Instant.ofEpochMilli(window.until() == null ? 0 : window.until());
            if (until.isAfter(now)) {
                return Optional.of("model %s: %s used up until %s"
                        .formatted(window.model(), window.words(), clock(until, now, zone)));
            }
        }
        return Optional.empty();
    }

    private static String limit(PoolStatus pool) {
        return pool.waiting() == null || pool.waiting().because() == null
                ? "a limit of an hour or a day"
                : pool.waiting().because();
    }

    /** Returns a time of day, with its date if it is not today. */
    private static String clock(Instant until, Instant now, ZoneId zone) {
        boolean isToday =
                until.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (isToday ? CLOCK : DATE).withZone(zone).format(until);
    }

    private static String throttled(PoolStatus pool) {
        return pool.waiting() == null || pool.waiting().model() == null
                ? "throttled"
                : "model %s throttled".formatted(pool.waiting().model());
    }

    private static String because(PoolStatus pool) {
        return pool.waiting() == null || pool.waiting().because() == null
                ? ""
                : " (%s)".formatted(pool.waiting().because());
    }

    private static long seconds(Instant now, Instant until) {
        return Duration.between(now, until).plusMillis(999).toSeconds();
    }
}
