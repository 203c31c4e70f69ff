package dev.penstock.service.batches;

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
 * Orders and cancellings that were accepted while Temporal did not answer, those of a process that died among them: it is
 * told of them until it has heard, also when nobody asks how they stand.
 */
@Singleton
public final class Untold implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger log = LoggerFactory.getLogger(Untold.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Orders orders;
    private final Standings standings;
    private final BatchProbe probe;
    private final TaskScheduler scheduler;
    private final Set<Order> untold = ConcurrentHashMap.newKeySet();

    Untold(
            Orders orders,
            Standings standings,
            BatchProbe probe,
            @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
        this.orders = orders;
        this.standings = standings;
        this.probe = probe;
        this.scheduler = scheduler;
    }

    void add(Order order) {
        untold.add(order);
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent started) {
        scheduler.schedule(Duration.ZERO, this::findUnfinished);
        scheduler.scheduleWithFixedDelay(EVERY, EVERY, this::tell);
    }

    private void findUnfinished() {
        try {
            for (Order order : orders.startable()) {
                if (standings.ended(order).isEmpty()) {
                    add(order);
                }
            }
        } catch (IOException | RuntimeException e) {
            log.warn("Batches that were ordered before could not be looked through", e);
        }
    }

    private void tell() {
        for (Order order : untold) {
            try {
                probe.tell(order);
                untold.remove(order);
            } catch (WorkflowServiceException | StatusRuntimeException away) {
                return;
            } catch (RuntimeException e) {
                untold.remove(order);
                log.warn(
                        "{} could not be looked after; whoever asks for it next does",
                        order.id().value(),
                        e);
            }
        }
    }
}
