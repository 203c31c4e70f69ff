package dev.penstock.service.batches;

import dev.penstock.store.StoreUnavailableException;
import io.grpc.StatusRuntimeException;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import io.temporal.client.WorkflowServiceException;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resends submissions and cancellations that were accepted while Temporal or the store did not answer, including those of a
 * process that died. Each is retried every few seconds until Temporal has received it, even if no caller polls the batch.
 */
@Singleton
public final class PendingSubmissions implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger log = LoggerFactory.getLogger(PendingSubmissions.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final BatchRecords records;
    private final BatchStatuses statuses;
    private final BatchProbe probe;
    private final UnfinishedSpecs unfinished;
    private final TaskScheduler scheduler;
    private final Set<BatchRecord> pending = ConcurrentHashMap.newKeySet();

    PendingSubmissions(
            BatchRecords records,
            BatchStatuses statuses,
            BatchProbe probe,
            UnfinishedSpecs unfinished,
            @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
        this.unfinished = unfinished;
        this.records = records;
        this.statuses = statuses;
        this.probe = probe;
        this.scheduler = scheduler;
    }

    void add(BatchRecord record) {
        pending.add(record);
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent started) {
        scheduler.schedule(Duration.ZERO, this::findUnfinished);
        scheduler.scheduleWithFixedDelay(INTERVAL, INTERVAL, this::startOrCancel);
    }

    private void findUnfinished() {
        try {
            for (BatchRecord record : records.all()) {
                if (statuses.ended(record).isEmpty()) {
                    unfinished.hold(record.id(), record.tenant(), records.bytes(record.id()));
                    if (record.mayStillStart()) {
                        add(record);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            log.warn("Earlier submissions of batches could not be checked", e);
        }
    }

    private void startOrCancel() {
        for (BatchRecord record : pending) {
            try {
                probe.startOrCancel(record);
                pending.remove(record);
            } catch (WorkflowServiceException | StatusRuntimeException | StoreUnavailableException away) {
                return;
            } catch (RuntimeException e) {
                pending.remove(record);
                log.warn(
                        "Batch {} could not be checked; the next request about it will check again",
                        record.id().value(),
                        e);
            }
        }
    }
}
