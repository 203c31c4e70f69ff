package dev.penstock.service.callers;

import dev.penstock.service.ApiBackend;
import dev.penstock.service.callers.share.SharedKeyLimits;
import io.github.bucket4j.TimeMeter;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Keeps this process's parts of the keys' limits per minute up to date while the server runs. */
@Singleton
public final class KeyLimitSharing implements ApplicationEventListener<ServerStartupEvent> {
    private final SharedKeyLimits shared;
    private final KeyRing keys;
    private final TaskScheduler scheduler;

    KeyLimitSharing(ApiBackend backend, KeyRing keys, @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
        this.shared = new SharedKeyLimits(
                backend.store().documents(), UUID.randomUUID().toString(), TimeMeter.SYSTEM_NANOTIME);
        this.keys = keys;
        this.scheduler = scheduler;
    }

    SharedKeyLimits shared() {
        return shared;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent started) {
        scheduler.scheduleWithFixedDelay(SharedKeyLimits.INTERVAL, SharedKeyLimits.INTERVAL, this::exchange);
    }

    @PreDestroy
    void leave() {
        shared.leave();
    }

    private void exchange() {
        shared.exchange(keys.hasLimitsPerMinute());
    }
}
