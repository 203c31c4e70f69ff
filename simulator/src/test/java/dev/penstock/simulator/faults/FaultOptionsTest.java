package dev.penstock.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FaultOptionsTest {
    @Test
    void everyFaultHappensAsOftenAsItShould() {
        FaultOptions options = new FaultOptions(1, Map.of("500", 0.1, "hang", 0.2), null, List.of());
        SplittableRandom dice = new SplittableRandom(3);
        int[] seen = new int[3];
        for (int i = 0; i < 10_000; i++) {
            String name = options.draw(dice).map(Fault::wireName).orElse("");
            seen[name.equals("500") ? 0 : name.equals("hang") ? 1 : 2]++;
        }

        assertThat(seen[0]).isBetween(900, 1_100);
        assertThat(seen[1]).isBetween(1_850, 2_150);
    }

    @Test
    void refusesUnknownNamesAndImpossibleRates() {
        assertThatThrownBy(() -> new FaultOptions(1, Map.of("explode", 0.1), null, List.of()))
                .hasMessageStartingWith("there is no fault 'explode'; known faults are 400, 401");
        assertThatThrownBy(() -> new FaultOptions(1, Map.of("500", 0.7, "503", 0.7), null, List.of()))
                .hasMessageContaining("between 0 and 1");
    }

    @Test
    void plannedOutagesBeginAndEnd() {
        AtomicLong now = new AtomicLong(99);
        OutageSchedule outages = new OutageSchedule(now::get);
        List<OutageWindow> planned = List.of(OutageWindow.parse("30..60:drop"));

        assertThat(outages.now(planned)).isEmpty();
        now.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(outages.now(planned)).contains(OutageMode.DROP);
        now.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(outages.now(planned)).isEmpty();
    }

    @Test
    void anOutageIsReadFromTheTextItWrites() {
        assertThat(OutageWindow.parse("1.5..60").text()).isEqualTo("1.5..60");
        assertThatThrownBy(() -> OutageWindow.parse("soon")).hasMessageContaining("such as 30..60");
        assertThatThrownBy(() -> OutageWindow.parse("60..30")).hasMessageContaining("end after its beginning");
    }
}
