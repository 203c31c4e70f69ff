package dev.penstock.activities.batch.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.store.BatchFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancelledInputTest extends PlanTestCase {
    private static final Instant STARTED = Instant.parse("2026-11-29T12:00:00Z");
    private static final Instant ENDED = STARTED.plusSeconds(2);

    @Test
    void everyRequestIsCountedAndInTheErrorFile() throws Exception {
        BatchResult result = cancelled(input("in.jsonl", request("a"), request("b", "{}"), "", "nonsense"));

        assertThat(result.status()).isEqualTo(BatchState.CANCELLED);
        assertThat(result.total()).isEqualTo(3);
        assertThat(result.receipt().counts().failed()).isEqualTo(3);
        assertThat(lines(BatchFile.ERRORS))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"custom_id\":\"a\"", "batch_cancelled"),
                        second -> assertThat(second).contains("\"custom_id\":\"b\"", "batch_cancelled"),
                        third -> assertThat(third).contains("\"custom_id\":\"request-4\"", "batch_cancelled"));
        assertThat(lines(BatchFile.OUTPUT)).isEmpty();
        assertThat(store.has(BATCH, BatchFile.SUMMARY)).isTrue();
    }

    @Test
    void anInputThatIsGoneIsNamed() {
        assertThatThrownBy(() ->
                        cancelled(BatchSpec.of(folder.resolve("gone.jsonl").toString())))
                .isInstanceOf(CancelledInput.UncountedInputException.class)
                .hasMessageContaining("gone.jsonl does not exist");
    }

    @Test
    void aFileOfMillionsOfEmptyRequestsIsNotCountedInMemory() throws IOException {
        BatchSpec spec = input("in.jsonl", request("a"), request("b"), request("c"));

        assertThatThrownBy(() -> new CancelledInput(store, 2).write(BATCH, spec, STARTED, ENDED))
                .isInstanceOf(CancelledInput.UncountedInputException.class)
                .hasMessage("the input has more than 2 requests");
        assertThat(store.has(BATCH, BatchFile.ERRORS)).isFalse();
    }

    private BatchResult cancelled(BatchSpec spec) throws Exception {
        return new CancelledInput(store).write(BATCH, spec, STARTED, ENDED);
    }

    private List<String> lines(BatchFile file) throws Exception {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(store.find(BATCH, file).orElseThrow(), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }
}
