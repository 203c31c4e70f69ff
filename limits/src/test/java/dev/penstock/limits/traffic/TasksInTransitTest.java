package dev.penstock.limits.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TasksInTransitTest {
    private long now;
    private final TasksInTransit arrivals = new TasksInTransit(() -> now);

    @Test
    void aTasksRequestsAreUnderWayUntilTheyArrive() {
        arrivals.taskReceived();
        assertThat(arrivals.requests()).isEqualTo(1);

        TasksInTransit.Requests group = arrivals.taskBegins(10);
        assertThat(arrivals.requests()).isEqualTo(10);

        group.arrived();
        group.arrived();
        assertThat(arrivals.requests()).isEqualTo(8);

        group.close();
        group.close();
        assertThat(arrivals.requests()).isZero();
    }

    @Test
    void moreArrivalsThanRequestsDoNotCount() {
        TasksInTransit.Requests group = arrivals.taskBegins(1);

        group.arrived();
        group.arrived();
        group.close();

        assertThat(arrivals.requests()).isZero();
    }

    @Test
    void tasksThatNobodyAnnouncedDoNotCountTwice() {
        TasksInTransit.Requests group = arrivals.taskBegins(3);

        assertThat(arrivals.requests()).isEqualTo(3);
        group.close();
        assertThat(arrivals.requests()).isZero();
    }

    @Test
    void aTaskThatHasNotBegunWithinASecondIsNotWaitedFor() {
        arrivals.taskReceived();

        now = TimeUnit.MILLISECONDS.toNanos(999);
        assertThat(arrivals.requests()).isEqualTo(1);

        now = TimeUnit.MILLISECONDS.toNanos(1001);
        assertThat(arrivals.requests()).isZero();
    }

    @Test
    void theSizeOfTasksIsRemembered() {
        for (int i = 0; i < 100; i++) {
            arrivals.taskBegins(50).close();
        }

        assertThat(arrivals.requestsPerTask()).isBetween(49.0, 50.0);
    }
}
