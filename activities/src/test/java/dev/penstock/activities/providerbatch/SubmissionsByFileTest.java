package dev.penstock.activities.providerbatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.providerbatch.Part;
import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.providers.Dialect;
import dev.penstock.providers.DialectSettings;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.Secret;
import dev.penstock.providers.gemini.GeminiBatchApi;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.store.file.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Submissions to a provider whose batches have no metadata, but files with names that are known before. */
@Timeout(60)
class SubmissionsByFileTest {
    private static final byte[] LINE = """
            {"custom_id":"line-1","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"One"}]}}
            """.getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final Simulator simulator = Simulator.start(SimulatorOptions.DEFAULT);
    private final ProviderAccount account = new ProviderAccount(
            simulator.root().resolve("/v1beta/openai"),
            new Secret("AIza-secret"),
            Duration.ofSeconds(20),
            Map.of(),
            1,
            new DialectSettings(Dialect.GEMINI, null));
    private final BatchApi api = new GeminiBatchApi(account, new ApiFailures("p", account));

    @AfterEach
    void close() {
        api.close();
        simulator.close();
    }

    @Test
    void aBatchThatNobodyHeardOfIsNotCreatedAgain() throws IOException {
        String file = part(1).upload(LINE.length, out -> out.write(LINE));
        String unheard = create(1, file);

        assertThat(part(1).find().path("id").asText()).isEqualTo(unheard);
        assertThat(create(1, file)).isEqualTo(unheard);
        assertThat(part(2).find().isMissingNode()).isTrue();
        assertThat(simulator.stats().batches().created()).isEqualTo(1);
    }

    @Test
    void aBatchIsFoundAfterItsFileIsGoneAndOneThatFailedIsNot() throws IOException {
        String file = part(1).upload(LINE.length, out -> out.write(LINE));
        String id = create(1, file);

        part(1).end(id, 0);
        assertThat(part(1).findFile().isMissingNode()).isTrue();
        assertThat(part(1).find().path("id").asText()).isEqualTo(id);

        simulator.change(simulator.options().toBuilder().model("another").build());
        String failed = create(2, part(2).upload(LINE.length, out -> out.write(LINE)));
        assertThat(api.get(failed).path("status").asText()).isEqualTo("failed");
        assertThat(part(2).find().isMissingNode()).isTrue();
    }

    private String create(int number, String file) {
        return String.valueOf(
                part(number).create(file, new EarlyOrders(0, count -> {})).id());
    }

    private ProviderSubmissions part(int number) {
        Part part = new Part(number, "p", "/v1/chat/completions", "m", 1, 100, 10);
        PartInput input = new PartInput(new BatchId("b"), "0123456789abcdef", 0, part, 1, false);
        UploadMarks marks = new UploadMarks(FileStore.at(folder.toUri()).documents());
        return new ProviderSubmissions(
                new SubmissionName(input), api, marks, Instant.now().minus(Duration.ofHours(1)));
    }
}
