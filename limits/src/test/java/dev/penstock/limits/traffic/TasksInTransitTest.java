package dev.penstock.limits.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TasksInTransitTest {
    private long now;
    private final TasksInTransit arrivals = new TasksInTransit(() -> now);

    @Test
    void aTasksRequestsAreUnderWayUntilTheyArrive() {
        arrivals.taskCame();
        assertThat(arrivals.underWay()).isEqualTo(1);

        TasksInTransit.Group group = arrivals.of(10);
        assertThat(arrivals.underWay()).isEqualTo(10);

        group.arrived();
        group.arrived();
        assertThat(arrivals.underWay()).isEqualTo(8);

        group.close();
        group.close();
        assertThat(arrivals.underWay()).isZero();
    }

    @Test
    void moreArrivalsThanRequestsDoNotCount() {
        TasksInTransit.Group group = arrivals.of(1);

        group.arrived();
        group.arrived();
        group.close();

        assertThat(arrivals.underWay()).isZero();
    }

    @Test
    void tasksThatNobodyAnnouncedDoNotCountTwice() {
        TasksInTransit.Group group = arrivals.of(3);

        assertThat(arrivals.underWay()).isEqualTo(3);
        group.close();
        assertThat(arrivals.underWay()).isZero();
    }

    @Test
    void aTaskThatHasNotBegunWithinASecondIsNotWaitedFor() {
        arrivals.taskCame();

        now = TimeUnit.MILLISECONDS.toNanos(999);
        assertThat(arrivals.underWay()).isEqualTo(1);

        now = TimeUnit.MILLISECONDS.toNanos(1001);
        assertThat(arrivals.underWay()).isZero();
    }

    @Test
    void theSizeOfTasksIsRemembered() {
        for (int i = 0; i < 100; i++) {
            arrivals.of(50).close();
        }

        assertThat(arrivals.requestsPerTask()).isBetween(49.0, 50.0);
    }
}
