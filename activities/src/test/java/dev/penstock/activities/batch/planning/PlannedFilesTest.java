package dev.penstock.activities.batch.planning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.attachment.CallFiles;
import dev.penstock.activities.attachment.FileMemory;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.limits.traffic.TasksInTransit;
import dev.penstock.store.input.FileGrants;
import dev.penstock.store.input.InputRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannedFilesTest extends PlanTestCase {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};

    @Test
    void aPlanNotesAFileAndTheCallHasItsContent() throws IOException {
        Files.write(folder.resolve("a.png"), PNG);
        Files.writeString(folder.resolve("rules.txt"), "Be short.");
        BatchSpec spec = granted("Follow {{file:rules.txt}}", "{\"image\":\"a.png\"}");

        Plan plan = planner().batch(BATCH, spec);

        ObjectNode planned = requests(plan).getFirst().body();
        assertThat(planned.toString()).doesNotContain("Be short", "base64").contains("\"size\":11");
        JsonNode sent = CallFiles.of(
                        store, BATCH, new FileMemory(), "pool", new TasksInTransit(System::nanoTime).taskBegins(1))
                .loaded(planned)
                .at("/messages/0/content");
        assertThat(sent.get(1).toString()).isEqualTo("{\"type\":\"text\",\"text\":\"Be short.\"}");
        assertThat(sent.get(2).at("/image_url/url").textValue())
                .isEqualTo("data:image/png;base64," + Base64.getEncoder().encodeToString(PNG));
    }

    @Test
    void aBatchThatTheCommandLineDidNotStartReadsNoFile() throws IOException {
        Files.write(folder.resolve("a.png"), PNG);

        assertThat(message(input("in.jsonl", "{\"image\":\"a.png\"}").with(SpecKey.PROMPT, "Look")))
                .contains("line 1: ")
                .contains("may be named only in what `penstock run` or `penstock submit` starts");
        String forged = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"penstock_file\","
                + "\"path\":\"/etc/passwd\",\"kind\":\"text\",\"size\":9,\"modified\":1}]}]}";
        assertThat(message(input("forged.jsonl", request("a", forged)))).contains("may be named only in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"x\":%s}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[%s]}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"x\":[{\"y\":%s}]}"
            })
    void noPlaceAndNoSpellingHidesAFilesPart(String body) throws IOException {
        for (String type : List.of("penstock_file", "penstock\\u005ffile", "\\u0070enstock_file")) {
            String part = "{\"type\":\"%s\",\"path\":\"/etc/passwd\",\"kind\":\"text\",\"size\":0}".formatted(type);
            assertThat(message(input("hidden.jsonl", request("a", body.formatted(part)))))
                    .contains("may be named only in");
        }
    }

    @Test
    void aPartElsewhereThanInAMessagesContentIsRefusedInABatchThatReadsFiles() throws IOException {
        Files.write(folder.resolve("a.png"), PNG);
        String part = "{\"type\":\"penstock_file\",\"path\":\"a.png\"}";
        BatchSpec spec = input("in.jsonl", request("a", "{\"model\":\"m\",\"messages\":[%s]}".formatted(part)));
        new FileGrants(store).grant(BATCH, new InputRoots(List.of(folder), List.of(), false), spec);

        assertThat(message(spec)).contains("stands elsewhere than in a message's content");
    }

    @Test
    void anotherPromptUnderTheSameIdReadsNoFile() throws IOException {
        Files.writeString(folder.resolve("private.txt"), "secret");
        BatchSpec spec = granted("Look", "{\"text\":\"a\"}");

        assertThat(message(spec.with(SpecKey.PROMPT, "{{text}} {{file:private.txt}}")))
                .contains("may be named only in");
    }

    @Test
    void aTextIsNoImageWhateverItsName() throws IOException {
        Files.writeString(folder.resolve("a.png"), "<html>404 Not Found</html>");

        assertThat(message(granted("Look", "{\"image\":\"a.png\"}")))
                .contains("line 1: invalid_request: \"image\" names a.png, which is a text and no image");
        assertThat(requests(planner().batch(BATCH, granted("Look {{text}} {{file:a.png}}", "{\"text\":\"a\"}"))))
                .hasSize(1);
    }

    @Test
    void filesElsewhereLinksAndHiddenFilesAreRefused() throws IOException {
        Path below = Files.createDirectories(folder.resolve("below"));
        Files.writeString(folder.resolve("private.txt"), "secret");
        Files.createSymbolicLink(below.resolve("link.txt"), folder.resolve("private.txt"));
        Files.writeString(below.resolve(".env"), "KEY=1");
        BatchSpec spec = input(
                        "in.jsonl",
                        "{\"image\":\"../private.txt\"}",
                        "{\"image\":\"link.txt\"}",
                        "{\"image\":\".env\"}",
                        "{\"image\":\"/etc/passwd\"}")
                .with(SpecKey.PROMPT, "Look")
                .with(SpecKey.MODEL, "gpt-4o-mini");
        new FileGrants(store).grant(BATCH, new InputRoots(List.of(below), List.of(), false), spec);

        assertThat(message(spec))
                .contains("the input has 4 problems")
                .contains("line 1: invalid_request: ../private.txt may not be read")
                .contains("line 2: invalid_request: link.txt may not be read")
                .contains("line 3: invalid_request: .env may not be read")
                .contains("line 4: invalid_request: /etc/passwd may not be read");
    }

    @Test
    void whatCannotBeSentIsRefusedWithItsLine() throws IOException {
        Files.write(folder.resolve("tool.bin"), new byte[] {0, 1, 2});
        Files.createFile(folder.resolve("empty.png"));
        Files.createDirectory(folder.resolve("pictures"));

        assertThat(message(granted(
                        "Look",
                        "{\"image\":\"none.png\"}",
                        "{\"image\":\"tool.bin\"}",
                        "{\"image\":\"empty.png\"}",
                        "{\"image\":\"pictures\"}")))
                .contains("line 1: invalid_request: there is no file none.png in " + folder)
                .contains("line 2: invalid_request: tool.bin is none of the kinds that can be sent")
                .contains("line 3: invalid_request: empty.png is empty")
                .contains("line 4: invalid_request: pictures is no file");
    }

    @Test
    void theProvidersBatchesTakeNoFiles() throws IOException {
        Files.write(folder.resolve("a.png"), PNG);

        assertThat(message(granted("Look", "{\"image\":\"a.png\"}").with(SpecKey.LANE, "provider-batch")))
                .contains("are sent with --lane online only");
    }

    private BatchSpec granted(String prompt, String... lines) throws IOException {
        BatchSpec spec = input("in.jsonl", lines).with(SpecKey.PROMPT, prompt).with(SpecKey.MODEL, "gpt-4o-mini");
        new FileGrants(store).grant(BATCH, new InputRoots(List.of(folder), List.of(), false), spec);
        return spec;
    }

    private String message(BatchSpec spec) {
        try {
            planner().batch(BATCH, spec);
            return "planned";
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
