package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.starter.e2e.ComparedWaits.Wait;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The measure of the tests of attacks fails where it must, and only there. */
class ComparedWaitsTest {
    @Test
    void oneWaitOfMoreThanASecondBreaksThePromise() {
        ComparedWaits waits = new ComparedWaits(waits(20, 1_001, 30), waits(20, 240, 30));

        assertThatThrownBy(() -> waits.assertPromised("an attack"))
                .hasMessageContaining("an attack: the longest of 3 waits was /v1/files 1001 ms, of an idle server")
                .hasMessageContaining("240 ms");
    }

    @Test
    void waitsOfUpToASecondKeepIt() {
        assertThatCode(() -> new ComparedWaits(waits(20, 999), waits(20, 30)).assertPromised("an attack"))
                .doesNotThrowAnyException();
    }

    @Test
    void anOverloadedMachineStretchesItByAsMuchAsAnIdleServerIsSlow() {
        assertThatCode(() -> new ComparedWaits(waits(1_990), waits(500)).assertPromised("an attack"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new ComparedWaits(waits(2_010), waits(500)).assertPromised("an attack"))
                .isInstanceOf(AssertionError.class);
    }

    private static List<Wait> waits(long... millis) {
        return LongStream.of(millis)
                .mapToObj(each -> new Wait("/v1/files", Duration.ofMillis(each)))
                .toList();
    }
}
