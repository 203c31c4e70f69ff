package dev.penstock.starter.api.callers;

import dev.penstock.starter.api.Backend;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys as they were a moment ago, so that no request waits for the store. */
@Singleton
public final class KeyRing {
    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

    private final Keys keys;
    private volatile List<ApiKey> known = List.of();

    @Inject
    KeyRing(Backend backend) {
        this(new Keys(backend.store().documents(), Clock.systemUTC()));
    }

    KeyRing(Keys keys) {
        this.keys = keys;
    }

    Optional<ApiKey> find(String shown) {
        return Keys.find(shown, known);
    }

    /** By its id, unless it has been revoked. */
    Optional<ApiKey> known(String id) {
        return known.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** A new or revoked key counts after this long at most. */
    @PostConstruct
    @Scheduled(fixedDelay = "2s")
    public void refresh() {
        try {
            known = keys.list();
        } catch (IOException e) {
            log.warn("The keys cannot be read; those of before still count", e);
        }
    }
}
