package dev.penstock.service.files;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes expired files and abandoned uploads, at startup and every minute. */
@Singleton
public final class ExpiredFileCleaner implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger log = LoggerFactory.getLogger(ExpiredFileCleaner.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final FileSet files;
    private final UploadedFileSource uploaded;
    private final TaskScheduler scheduler;

    ExpiredFileCleaner(
            FileSet files, UploadedFileSource uploaded, @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
        this.files = files;
        this.uploaded = uploaded;
        this.scheduler = scheduler;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent started) {
        scheduler.scheduleWithFixedDelay(Duration.ZERO, INTERVAL, this::sweep);
    }

    private void sweep() {
        try {
            uploaded.stored().deleteAbandoned();
            files.sweep();
        } catch (IOException | RuntimeException e) {
            log.warn("Expired files could not be deleted; trying again in {}", INTERVAL, e);
        }
    }
}
