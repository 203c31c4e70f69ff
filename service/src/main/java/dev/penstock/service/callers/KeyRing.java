package dev.penstock.service.callers;

import dev.penstock.service.ApiBackend;
import io.micronaut.context.event.ApplicationEventListener;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A copy of the API keys in memory, refreshed every two seconds, so that no request waits for the store. */
@Singleton
public final class KeyRing implements ApplicationEventListener<ServerStartupEvent> {
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

    private final ApiKeys keys;
    private final @Nullable TaskScheduler scheduler;
    private volatile List<ApiKey> known = List.of();

    @Inject
    KeyRing(ApiBackend backend, @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
        this(new ApiKeys(backend.store().documents(), Clock.systemUTC()), scheduler);
    }

    KeyRing(ApiKeys keys) {
        this(keys, null);
    }

    private KeyRing(ApiKeys keys, @Nullable TaskScheduler scheduler) {
        this.keys = keys;
        this.scheduler = scheduler;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent started) {
        if (scheduler != null) {
            scheduler.scheduleWithFixedDelay(REFRESH_INTERVAL, REFRESH_INTERVAL, this::refresh);
        }
    }

    Optional<ApiKey> find(String shown) {
        return ApiKeys.find(shown, known);
    }

    /** Finds a key by its id; empty for a revoked or unknown key. */
    Optional<ApiKey> known(String id) {
        return known.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** Reads all keys from the store; after a failure the keys read before stay valid. */
    @PostConstruct
    void refresh() {
        try {
            known = keys.list();
        } catch (IOException | RuntimeException e) {
            log.warn("The API keys cannot be read; the keys read before stay valid", e);
        }
    }
}
