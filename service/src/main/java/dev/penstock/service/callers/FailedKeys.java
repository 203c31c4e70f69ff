package dev.penstock.service.callers;

import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the wrong keys that each address shows in a minute, and tells an address that shows many to wait. A right key is
 * accepted all the same, because behind a proxy all callers have one address, and no key can be guessed.
 */
@Singleton
final class FailedKeys {
    private static final Logger log = LoggerFactory.getLogger(FailedKeys.class);
    private static final int LIMIT_PER_MINUTE = 20;
    private static final int MAX_ADDRESSES = 10_000;
    private static final int NETWORK_BYTES = 8;

    private final Clock clock;
    private final Map<ByteBuffer, Integer> failures = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Integer> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };
    private Instant minute = Instant.MIN;
    private Instant loggedAt = Instant.EPOCH;
    private long unlogged;

    @Inject
    FailedKeys() {
        this(Clock.systemUTC());
    }

    FailedKeys(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts a wrong key.
     *
     * @throws ApiFailure 429 when this address has shown too many in this minute
     */
    synchronized void count(InetAddress from) {
        Instant now = clock.instant();
        logSometimes(from, now);
        if (!now.truncatedTo(ChronoUnit.MINUTES).equals(minute)) {
            minute = now.truncatedTo(ChronoUnit.MINUTES);
            failures.clear();
        }
        if (failures.merge(network(from), 1, Integer::sum) > LIMIT_PER_MINUTE) {
            throw ApiFailure.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "%d wrong API keys came from this address within a minute; try again later"
                            .formatted(LIMIT_PER_MINUTE),
                    "too_many_wrong_keys",
                    Duration.between(now, minute.plus(1, ChronoUnit.MINUTES)));
        }
    }

    synchronized int addresses() {
        return failures.size();
    }

    /** Logs once a minute at most, however many addresses show wrong keys. */
    private void logSometimes(InetAddress from, Instant now) {
        unlogged++;
        if (loggedAt.plus(1, ChronoUnit.MINUTES).isAfter(now)) {
            return;
        }
        log.warn("Wrong API keys since the last such message: {}; the last from {}", unlogged, from.getHostAddress());
        loggedAt = now;
        unlogged = 0;
    }

    /** Returns an IPv4 address, or the network of an IPv6 address: whoever has one of its addresses has all. */
    private static ByteBuffer network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(Arrays.copyOf(bytes, Math.min(bytes.length, NETWORK_BYTES)));
    }
}
