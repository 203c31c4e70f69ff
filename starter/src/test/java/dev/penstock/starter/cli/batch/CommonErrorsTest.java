package dev.penstock.starter.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.file.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommonErrorsTest {
    private static final BatchId BATCH = new BatchId("b");

    @TempDir
    Path folder;

    @Test
    void theCommonestErrorsAreNamedWithTheirCounts() throws IOException {
        String tooLong = line(400, "context_length_exceeded", "at most 8192 tokens, not 90%d");
        String lost = line(503, "http_503", "busy");
        Store store = store(tooLong.formatted(1), lost, tooLong.formatted(2), line(0, "x", "x"), line(0, "y", "y"));

        assertThat(CommonErrors.of(store, BATCH).stream().map(error -> error.count() + " × " + error.text()))
                .containsExactly(
                        "2 × 400 context_length_exceeded: at most 8192 tokens, not 901",
                        "1 × http_503: busy",
                        "1 × x: x");
    }

    @Test
    void aBatchWithoutErrorsNamesNone() throws IOException {
        assertThat(CommonErrors.of(store(), BATCH)).isEmpty();
        assertThat(CommonErrors.of(store(), new BatchId("unknown"))).isEmpty();
    }

    private Store store(String... lines) throws IOException {
        Store store = new FileStore(folder, Clock.systemUTC());
        try (AtomicFile file = store.create(BATCH, BatchFile.ERRORS)) {
            file.write(String.join("", lines).getBytes(StandardCharsets.UTF_8));
            file.publish();
        }
        return store;
    }

    private static String line(int status, String code, String message) {
        String response = status == 0 ? "null" : "{\"status_code\":" + status + ",\"body\":{\"code\":\"other\"}}";
        return "{\"custom_id\":\"a\",\"response\":%s,\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}%n"
                .formatted(response, code, message);
    }
}
