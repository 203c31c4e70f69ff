package dev.penstock.limits.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.limits.rate.AdmissionForecast;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouteChoiceTest {
    private static final AdmissionForecast FREE = new AdmissionForecast(true, false, 0);
    private static final AdmissionForecast CLOSED = AdmissionForecast.CLOSED;
    private static final AdmissionForecast PROBE = new AdmissionForecast(true, true, 0);

    @Test
    void callsAreSharedByWeightWhileAllPoolsHaveRoom() {
        RouteChoice choice = choice(place(1, 2), place(1, 1));

        int[] times = new int[2];
        IntStream.range(0, 30).forEach(call -> times[choose(choice, FREE, FREE)]++);

        assertThat(times).containsExactly(20, 10);
    }

    @Test
    void withoutRoomACallGoesWhereItWaitsLeastWhateverTheWeights() {
        RouteChoice choice = choice(place(1, 100), place(1, 1));

        assertThat(choose(choice, waits(2_000), waits(500))).isEqualTo(1);
        assertThat(choose(choice, waits(500), waits(2_000))).isZero();
    }

    @Test
    void theNextOrderIsCalledWhileNoPoolOfTheFirstIsOpen() {
        RouteChoice choice = choice(place(1, 1), place(1, 1), place(2, 1));

        assertThat(choose(choice, waits(60_000), waits(60_000), FREE)).isBetween(0, 1);
        assertThat(choose(choice, CLOSED, FREE, FREE)).isEqualTo(1);
        assertThat(choose(choice, CLOSED, CLOSED, FREE)).isEqualTo(2);
        assertThat(choice.choose(List.of(CLOSED, CLOSED, CLOSED), any -> true)).isEmpty();
    }

    @Test
    void aPoolWhoseDayIsUsedUpIsAsGoodAsClosed() {
        RouteChoice choice = choice(place(1, 1), place(2, 1));

        assertThat(choose(choice, waits(3_600_000), FREE)).isEqualTo(1);
        assertThat(choose(choice, waits(3_600_000), waits(3_600_000))).isEqualTo(-1);
    }

    @Test
    void aPoolThatSpillsTakesWhatHasNoRoomInTheOrderBefore() {
        RouteChoice choice = choice(place(1, 1), new RoutePlace(2, true, 1));

        assertThat(choose(choice, waits(900), FREE)).isZero();
        assertThat(choose(choice, waits(1_100), FREE)).isEqualTo(1);
        assertThat(choose(choice, waits(1_100), waits(2_000))).isZero();
    }

    @Test
    void aProviderThatMayHaveRecoveredGetsTheNextCallAndOnlyThat() {
        RouteChoice choice = choice(place(1, 1), place(1, 1), place(2, 1));

        assertThat(choose(choice, FREE, PROBE, FREE)).isEqualTo(1);
        assertThat(choose(choice, FREE, CLOSED, FREE)).isZero();
        assertThat(choose(choice, CLOSED, PROBE, FREE)).isEqualTo(1);
        // A dearer pool that is not in use is not called to find out how it is.
        assertThat(choose(choice, FREE, FREE, PROBE)).isLessThan(2);
    }

    @Test
    void waitingCallsLeaveAClosedPoolAndOneWhereTheyWaitMuchLonger() {
        RouteChoice choice = choice(place(1, 1), place(1, 1), place(2, 1));

        assertThat(leaves(choice, 0, CLOSED, waits(5_000), FREE)).isTrue();
        assertThat(leaves(choice, 0, waits(5_000), waits(1_000), FREE)).isTrue();
        assertThat(leaves(choice, 0, waits(2_000), waits(1_000), FREE)).isFalse();
        // A dearer pool takes no call of an open one.
        assertThat(leaves(choice, 0, waits(60_000), CLOSED, FREE)).isFalse();
        assertThat(leaves(choice, 2, FREE, FREE, FREE)).isTrue();
        assertThat(leaves(choice, 0, CLOSED, CLOSED, CLOSED)).isFalse();
    }

    private static boolean leaves(RouteChoice choice, int from, AdmissionForecast... forecasts) {
        return choice.isWorthLeaving(from, List.of(forecasts));
    }

    private static int choose(RouteChoice choice, AdmissionForecast... forecasts) {
        OptionalInt chosen = choice.choose(List.of(forecasts), any -> true);
        return chosen.orElse(-1);
    }

    private static AdmissionForecast waits(long millis) {
        return new AdmissionForecast(true, false, Duration.ofMillis(millis).toNanos());
    }

    private static RouteChoice choice(RoutePlace... places) {
        return new RouteChoice(List.of(places));
    }

    private static RoutePlace place(int order, double weight) {
        return new RoutePlace(order, false, weight);
    }
}
