package dev.penstock.limits.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private final Arrivals arrivals = new Arrivals();

    @Test
    void aTasksRequestsAreUnderWayUntilTheyArrive() {
        arrivals.taskCame();
        assertThat(arrivals.underWay()).isEqualTo(1);

        Arrivals.Group group = arrivals.of(10);
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
        Arrivals.Group group = arrivals.of(1);

        group.arrived();
        group.arrived();
        group.close();

        assertThat(arrivals.underWay()).isZero();
    }

    @Test
    void tasksThatNobodyAnnouncedDoNotCountTwice() {
        Arrivals.Group group = arrivals.of(3);

        assertThat(arrivals.underWay()).isEqualTo(3);
        group.close();
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
