package dev.penstock.service.callers;

import dev.penstock.service.ApiBackend;
import dev.penstock.service.errors.ApiFailure;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.http.HttpStatus;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A copy of the API keys in memory, refreshed every two seconds, so that no request waits for the store. */
@Singleton
public final class KeyRing implements ApplicationEventListener<ServerStartupEvent> {
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);
    /** A key that was read longer ago may have been revoked since. */
    private static final Duration TRUST_PERIOD = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

    private final ApiKeys keys;
    private final Clock clock;
    private final @Nullable TaskScheduler scheduler;
    private volatile List<ApiKey> known = List.of();
    private volatile Map<String, Instant> lastRead = Map.of();
    private volatile List<String> faults = List.of();
    private volatile boolean failing;
    private volatile Instant readAt = Instant.MIN;

    @Inject
    KeyRing(ApiBackend backend, @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
        this(new ApiKeys(backend.store().documents(), Clock.systemUTC()), Clock.systemUTC(), scheduler);
    }

    KeyRing(ApiKeys keys, Clock clock) {
        this(keys, clock, null);
    }

    private KeyRing(ApiKeys keys, Clock clock, @Nullable TaskScheduler scheduler) {
        this.keys = keys;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent started) {
        if (scheduler != null) {
            scheduler.scheduleWithFixedDelay(REFRESH_INTERVAL, REFRESH_INTERVAL, this::refresh);
        }
    }

    /**
     * Finds the key that a caller has sent.
     *
     * @throws ApiFailure 503 while the keys cannot be read, because any of them may have been revoked
     */
    Optional<ApiKey> find(String shown) {
        if (ApiKeys.isKey(shown) && !isReadable()) {
            throw ApiFailure.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "the API keys cannot be read, so no key is accepted; the server's log has the cause",
                    "keys_unavailable",
                    REFRESH_INTERVAL);
        }
        return ApiKeys.find(shown, known);
    }

    /** Finds a key by its id; empty for a revoked or unknown key. */
    Optional<ApiKey> known(String id) {
        return known.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** Returns whether some key may make only so many requests, or use so many tokens, per minute. */
    boolean hasLimitsPerMinute() {
        return known.stream().map(ApiKey::limits).anyMatch(KeyLimits::arePerMinute);
    }

    /** Whether the keys were read in the last seconds, and so keys are accepted. */
    public boolean isReadable() {
        return readAt.plus(TRUST_PERIOD).isAfter(clock.instant());
    }

    /**
     * Returns the keys that were read, and those that were a few seconds ago but cannot be at the moment, because this process
     * has too many files open or the disk stumbles.
     */
    private List<ApiKey> valid(ApiKeys.Listing read) {
        Instant now = clock.instant();
        List<ApiKey> valid = new ArrayList<>(read.keys());
        Map<String, Instant> seen = new HashMap<>();
        read.keys().forEach(key -> seen.put(key.id(), now));
        for (ApiKey key : known) {
            Instant last = lastRead.get(key.id());
            if (last != null
                    && read.unread().contains(ApiKeys.document(key.id()))
                    && last.plus(TRUST_PERIOD).isAfter(now)) {
                valid.add(key);
                seen.put(key.id(), last);
            }
        }
        lastRead = Map.copyOf(seen);
        return List.copyOf(valid);
    }

    /** Reads all keys from the store; after a failure the keys read before are valid for a few seconds more. */
    @PostConstruct
    void refresh() {
        try {
            ApiKeys.Listing read = keys.list();
            known = valid(read);
            if (!read.faults().equals(faults)) {
                read.faults().forEach(log::warn);
                faults = read.faults();
            }
            readAt = clock.instant();
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                log.warn(
                        "The API keys cannot be read; no key is accepted from {} after the last success",
                        TRUST_PERIOD,
                        e);
            }
            failing = true;
        }
    }
}
