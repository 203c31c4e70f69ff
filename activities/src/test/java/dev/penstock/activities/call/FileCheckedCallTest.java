package dev.penstock.activities.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.attachment.CallFiles;
import dev.penstock.activities.attachment.FileMemory;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.limits.traffic.TasksInTransit;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.file.FileStore;
import dev.penstock.store.input.FileGrants;
import dev.penstock.store.input.FilePart;
import dev.penstock.store.input.InputRoots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckedCallTest {
    private static final BatchId BATCH = new BatchId("b");

    @TempDir
    Path folder = Path.of("");

    private FileStore store;
    private Path file;
    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        store = new FileStore(folder.resolve("store"), Clock.systemUTC());
        file = Files.writeString(folder.resolve("rules.txt"), "Be short.").toRealPath();
    }

    @Test
    void aFileIsSentAsItWasPlanned() throws Exception {
        grant();

        assertThat(call(planned())).isInstanceOf(CallReport.NotCalled.class);
        assertThat(sent).singleElement().asString().contains("{\"type\":\"text\",\"text\":\"Be short.\"}");
    }

    @Test
    void aFileThatChangedIsADeadLetterAndNotAnotherQuestion() throws Exception {
        grant();
        ObjectNode body = planned();
        Files.writeString(file, "Be long!!");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));

        assertThat(error(call(body))).contains("rules.txt has changed since the batch was planned");
        assertThat(sent).isEmpty();
    }

    @Test
    void aFileThatIsGoneOrHasBecomeALinkIsADeadLetter() throws Exception {
        grant();
        ObjectNode body = planned();
        Files.delete(file);
        assertThat(error(call(body))).contains("there is no file");

        Files.createSymbolicLink(file, Path.of("/etc/passwd"));
        assertThat(error(call(body))).contains("may not be read");
        assertThat(sent).isEmpty();
    }

    @Test
    void aWorkerWithoutTheFolderHoldsTheBatchAndBurnsNoLines() throws Exception {
        InputRoots roots = new InputRoots(List.of(folder.resolve("elsewhere")), List.of(), false);
        new FileGrants(store).grant(BATCH, roots, BatchSpec.of("/in.jsonl"));
        ObjectNode body = planned();

        // A slice takes this exception for a reason to hold its batch.
        assertThatThrownBy(() -> call(body))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("is not on this worker's machine");
        assertThat(sent).isEmpty();
    }

    @Test
    void aBatchThatMayReadNoFilesSendsWhatItHas() throws Exception {
        assertThat(call(planned())).isInstanceOf(CallReport.NotCalled.class);

        assertThat(sent).singleElement().asString().contains("penstock_file").doesNotContain("Be short");
    }

    @Test
    void whatABatchMayReadIsAskedOnce() throws Exception {
        grant();
        ObjectNode body = planned();
        CallFiles files = CallFiles.of(
                store, BATCH, new FileMemory(), "pool", new TasksInTransit(System::nanoTime).taskBegins(1));
        assertThat(files.in(body)).hasSize(1);

        store.delete(BATCH, BatchFile.FILES);

        assertThat(files.in(body)).hasSize(1);
    }

    private void grant() throws IOException {
        InputRoots roots = new InputRoots(List.of(folder), List.of(), false);
        new FileGrants(store).grant(BATCH, roots, BatchSpec.of("/in.jsonl"));
    }

    private ObjectNode planned() throws IOException {
        FilePart part = new FilePart(
                file.toString(),
                FilePart.Kind.TEXT,
                Files.size(file),
                Files.getLastModifiedTime(file).toMillis());
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putArray("messages").addObject().putArray("content").add(part.toJson());
        return body;
    }

    private CallReport call(ObjectNode body) throws InterruptedException {
        CallFiles files = CallFiles.of(
                store, BATCH, new FileMemory(), "pool", new TasksInTransit(System::nanoTime).taskBegins(1));
        CallLayer provider = request -> {
            sent.add(request.sent().toString());
            return new CallReport.NotCalled();
        };
        return new FileCheckedCall(new FileLoadedCall(provider, files), files)
                .call(CallRequest.single("/v1/chat/completions", body));
    }

    private static String error(CallReport report) {
        return report instanceof CallReport.Unsendable unsendable
                ? String.valueOf(unsendable.error().message())
                : report.toString();
    }
}
