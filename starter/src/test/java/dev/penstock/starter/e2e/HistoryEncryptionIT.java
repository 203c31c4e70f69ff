package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reader of Temporal's database sees of prompts and answers. */
final class HistoryEncryptionIT extends PenstockTestCase {
    private static final String PROMPT = "Summarise the contract with Acme";

    private Path keys;

    @BeforeEach
    void nameAModel() {
        keys = folder.resolve("history.keys");
        penstock.with("PENSTOCK_MODEL", "gpt-4o-mini");
    }

    @Test
    void aPromptStandsInTheHistoryOnlyWithoutKeys() throws IOException {
        penstock.run("complete", "--durable", PROMPT).expectExit(0);
        assertThat(historyOf("Completion", 1)).as("without keys").contains(PROMPT);

        withKeys();
        penstock.run("doctor").expectSaid("history:  encrypted with the key '2026'");
        Ended encrypted =
                penstock.run("complete", "--durable", PROMPT + " again").expectExit(0);

        assertThat(encrypted.out()).isNotBlank();
        assertThat(historyOf("Completion", 2)).as("with keys").doesNotContain(PROMPT + " again");
    }

    @Test
    void aWorkerWithoutTheKeySaysSoAndHarmsNothing() throws IOException {
        withKeys();
        penstock.run("submit", input(20).path(), "--id", "encrypted").expectExit(0);

        penstock.with("PENSTOCK_HISTORY_KEYS", "");
        Running without = penstock.start("worker").awaitSaid("which this process does not have");
        assertThat(without.err()).doesNotContain("\tat ");
        without.kill();
        assertThat(books.calls()).isZero();

        withKeys();
        Running up = penstock.start("up").awaitSaid("ready; submit with");
        penstock.run("watch", "encrypted").expectExit(0);
        assertThat(historyOf("Batch", 1)).doesNotContain("input.jsonl");
        up.signal("TERM");
        books.assertNoneRepeated();
    }

    @Test
    void theTemporalCommandReadsPromptsThroughTheCodecServer() throws IOException {
        withKeys();
        penstock.run("complete", "--durable", PROMPT).expectExit(0);
        Running codec = penstock.start("codec-server", "--port", "0").awaitSaid("for the Web UI enter");
        String address = codec.err().replaceAll("(?s).*codec server: (http://[0-9.:]+).*", "$1");
        String id = penstock.withTemporal(client -> {
            Patience.until(
                    "Temporal lists it", () -> listed(client, "Completion").size() == 1);
            return listed(client, "Completion").getFirst();
        });

        String[] show = {"workflow", "show", "--workflow-id", id, "--output", "json"};
        assertThat(payloads(penstock.runTemporal(show))).doesNotContain(PROMPT);
        assertThat(payloads(penstock.runTemporal(Stream.concat(Stream.of(show), Stream.of("--codec-endpoint", address))
                        .toArray(String[]::new))))
                .contains(PROMPT);
        penstock.with("PENSTOCK_HISTORY_KEYS", "");
        penstock.run("codec-server").expectExit(2).expectSaid("name the file of keys in PENSTOCK_HISTORY_KEYS");
    }

    /** Returns what the command shows of a history's arguments and results. */
    private static String payloads(Ended shown) {
        return shown.expectExit(0).json().findValuesAsText("data").stream()
                .map(data -> new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    private void withKeys() throws IOException {
        Files.writeString(keys, "2026 " + "B".repeat(43) + "=\n");
        penstock.with("PENSTOCK_HISTORY_KEYS", keys.toString());
    }

    /**
     * Returns the events of the newest workflow of this type, as Temporal keeps them.
     *
     * @param ended how many of them have completed
     */
    private String historyOf(String type, int ended) {
        return penstock.withTemporal(client -> {
            Patience.until("Temporal lists it", () -> listed(client, type).size() == ended);
            return client.fetchHistory(listed(client, type).getFirst())
                    .getEvents()
                    .toString();
        });
    }

    private static List<String> listed(WorkflowClient client, String type) {
        return client.listExecutions("WorkflowType = '" + type + "' AND ExecutionStatus = 'Completed'")
                .map(workflow -> workflow.getExecution().getWorkflowId())
                .toList();
    }
}
