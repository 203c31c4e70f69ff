package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.starter.BatchSchema;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A day's requests that are used up hold a batch, which says so; what was used is remembered when the process is another one. */
final class DailyQuotaIT extends PenstockTestCase {
    @Test
    void aBatchWaitsForTheNextDaySaysSoAndTheDayIsRemembered() throws IOException {
        allow(5);
        TestingInput input = input(9);

        Running first = penstock.start("run", input.path(), "--id", "daily", "--json");
        awaitUsedUp(5);
        JsonNode status =
                penstock.run("status", "daily", "--json").expectExit(0).json();
        BatchSchema.assertHolds(status);
        assertThat(status.path("waiting").asText()).contains("5 requests a day used up until ");
        first.kill();

        allow(7);
        Running second = penstock.start("run", input.path(), "--id", "daily");
        awaitUsedUp(7);
        second.kill();
        assertThat(books.stats().duplicates()).isZero();
    }

    private void awaitUsedUp(int requests) {
        Patience.untilCommandsSay(
                "the day to be used up",
                () -> penstock.run("pool", "show", "daily")
                        .out()
                        .contains("its %d requests a day are used up".formatted(requests)));
        assertThat(books.calls()).isEqualTo(requests);
    }

    private void allow(int requestsPerDay) throws IOException {
        Files.writeString(folder.resolve("penstock.yaml"), """
                pools:
                  daily:
                    base-url: %s
                    requests-per-day: %d
                """.formatted(provider.baseUrl(), requestsPerDay));
    }
}
