package dev.penstock.starter.e2e;

import dev.penstock.simulator.faults.OutageMode;
import dev.penstock.starter.e2e.Verdict.Charged;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A provider that is away, answers nonsense, or does not answer at all. */
@Tag("chaos")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class ChaosProviderIT extends ChaosTestCase {
    @Test
    void away() throws IOException {
        try (ChaosTrial trial = begin(12_000)) {
            provider.startOutage(OutageMode.UNAVAILABLE);
            trial.lasting(A_MINUTE);
            provider.endOutage();
            trial.over();
            provider.startOutage(OutageMode.DROP);
            trial.lasting(Duration.ofSeconds(20));
            provider.endOutage();
            trial.over();
            trial.end("the provider answers 503 for 60 s, hangs up for 20 s", Charged.ANSWERS);
        }
    }

    @Test
    void garbage() throws IOException {
        try (ChaosTrial trial = begin(7_000)) {
            failing("garbage", 0.3);
            failing("truncate", 0.1);
            trial.lasting(Duration.ofSeconds(30));
            failing("garbage", 0);
            failing("truncate", 0);
            trial.over();
            trial.end("of the answers 30 % are web pages and 10 % half an answer, for 30 s", Charged.ANSWERS);
        }
    }

    @Test
    void hanging() throws IOException {
        try (ChaosTrial trial = begin(6_000)) {
            failing("hang", 1);
            trial.lasting(A_MINUTE);
            failing("hang", 0);
            trial.over();
            trial.end("the provider answers nothing for 60 s, with a timeout of 20 s", Charged.ANSWERS);
        }
    }

    private void failing(String fault, double rate) {
        provider.change(provider.options().toBuilder().fault(fault, rate).build());
    }
}
