package dev.penstock.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.simulator.faults.Fault.Quirk;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptScriptTest {
    @ParameterizedTest
    @CsvSource({
        "[[fail:400]],400,400",
        "[[fail:500x2]],500,500",
        "[[fail:500 x 1]],500,",
        "[[fail:context_length_exceeded]],context_length_exceeded,context_length_exceeded",
        "[[fail:insufficient_quota x1]],insufficient_quota,",
        "[[fail:418]],418,418",
        "[[hang x1]],hang,",
        "[[drop x1]] [[garbagex1]],drop,garbage",
        "[[length]],length,length",
        "[[nonsense]],,",
        "[[fail:nonsense]],,",
    })
    void aPromptScriptsItsFirstTwoCalls(String marker, String first, String second) {
        PromptScript script = PromptScript.in("Please " + marker + " answer");

        assertThat(script.fault(1).map(Fault::wireName).orElse(null)).isEqualTo(first);
        assertThat(script.fault(2).map(Fault::wireName).orElse(null)).isEqualTo(second);
    }

    @Test
    void faultsAreUsedUpInTheirOrder() {
        PromptScript script = PromptScript.in("[[fail:500x2]] [[hang x1]] [[fail:503x1]] hello");

        assertThat(script.fault(2).map(Fault::wireName)).contains("500");
        assertThat(script.fault(3)).contains(Quirk.HANG);
        assertThat(script.fault(4).map(Fault::wireName)).contains("503");
        assertThat(script.fault(5)).isEmpty();
    }

    @Test
    void slownessIsNoFault() {
        PromptScript script = PromptScript.in("[[slow:2000 x1]] [[fail:500x1]]");

        assertThat(script.latency(1)).contains(Duration.ofSeconds(2));
        assertThat(script.latency(2)).isEmpty();
        assertThat(script.fault(1)).isPresent();
    }

    @Test
    void markersAreLeftOutOfQuotations() {
        assertThat(PromptScript.strip("[[fail:500x2]] Name a river")).isEqualTo("Name a river");
    }
}
