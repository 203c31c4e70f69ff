package dev.penstock.activities.providerbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.providerbatch.Part;
import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.providers.Dialect;
import dev.penstock.providers.DialectSettings;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.Secret;
import dev.penstock.providers.anthropic.AnthropicBatchApi;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.options.BatchApiOptions;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.store.file.FileStore;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Submissions to a provider whose batches cannot be recognized before they end. */
@Timeout(60)
class UnnamedSubmissionsTest {
    private static final byte[] LINE = """
            {"custom_id":"line-1","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"One"}]}}
            """.getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T12:00:00Z"));
    private final Simulator simulator = Simulator.start(
            SimulatorOptions.builder()
                    .batches(BatchApiOptions.DEFAULT.withRequestsPerSecond(1))
                    .build(),
            System::nanoTime,
            now::get);
    private final ProviderAccount account = new ProviderAccount(
            simulator.root(),
            new Secret("sk-ant-secret-1"),
            Duration.ofSeconds(20),
            Map.of(),
            1,
            new DialectSettings(Dialect.ANTHROPIC, null));
    private final BatchApi api = new AnthropicBatchApi(account, new ApiFailures("p", account));

    @AfterEach
    void close() {
        api.close();
        simulator.close();
    }

    @Test
    void anUploadThatNobodyHeardOfIsWaitedForByAnyLaterAttempt() throws IOException {
        String unheard = upload(1);

        assertThatThrownBy(() -> part(1).awaitUnrecognized(1))
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContaining("under way");
        end();
        part(1).awaitUnrecognized(1);
        assertThat(part(1).find().path("id").asText()).isEqualTo(unheard);
    }

    @Test
    void anotherPartOfTheSameSizeDoesNotWait() throws IOException {
        String unused = upload(1);

        assertThatCode(() -> part(2).awaitUnrecognized(1)).doesNotThrowAnyException();
    }

    @Test
    void aCancelledUploadThatCreatedNothingLeavesNoMark() throws IOException {
        marks().add(name(1));

        assertThat(part(1).abandon(1).id()).isNull();
        assertThat(marks().has(name(1))).isFalse();
    }

    @Test
    void aCancelledUploadThatMayHaveCreatedABatchIsWaitedForWhenItIsRepeated() throws IOException {
        String unheard = upload(1);

        assertThat(part(1).abandon(1).id()).isNull();
        assertThatThrownBy(() -> part(1).awaitUnrecognized(1)).hasMessageContaining("under way");
        end();
        assertThat(part(1).find().path("id").asText()).isEqualTo(unheard);
    }

    @Test
    void resultsStayAtTheProviderWhileRequestsAreLeft() throws IOException {
        String id = upload(1);
        end();

        part(1).end(id, 1);
        assertThat(api.get(id).path("status").asText()).isEqualTo("completed");

        part(1).end(id, 0);
        JsonNode found = api.findBatch(0, batch -> true);
        assertThat(found.isMissingNode()).isTrue();
    }

    private String upload(int number) throws IOException {
        return part(number).upload(LINE.length, out -> out.write(LINE));
    }

    private void end() {
        now.updateAndGet(at -> at.plusSeconds(3));
    }

    private ProviderSubmissions part(int number) {
        return new ProviderSubmissions(name(number), api, marks(), Instant.parse("2026-11-30T12:00:00Z"));
    }

    private UploadMarks marks() {
        return new UploadMarks(FileStore.at(folder.toUri()).documents());
    }

    private static SubmissionName name(int number) {
        Part part = new Part(number, "p", "/v1/chat/completions", "m", 1, 100, 10);
        return new SubmissionName(new PartInput(new BatchId("b"), "0123456789abcdef", 0, part, 1, false));
    }
}
