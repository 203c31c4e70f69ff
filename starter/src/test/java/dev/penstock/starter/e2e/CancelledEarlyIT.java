package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A batch that is cancelled before its input is validated. */
final class CancelledEarlyIT extends PenstockTestCase {
    @Test
    void itsRequestsAreCountedAndListed() throws IOException {
        Api api = Api.serve(penstock, "--no-worker");
        String batch = api.create(api.upload(Files.readString(input(3).file())), "");
        api.post("/v1/batches/" + batch + "/cancel", "");

        penstock.start("worker");
        JsonNode cancelled = api.awaitStatus(batch, "cancelled");

        assertThat(cancelled.at("/request_counts/total").asInt()).isEqualTo(3);
        assertThat(cancelled.at("/request_counts/failed").asInt()).isEqualTo(3);
        assertThat(api.send(api.to(
                                "/v1/files/" + cancelled.path("error_file_id").asText() + "/content"))
                        .body()
                        .lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("batch_cancelled"));
        assertThat(books.calls()).isZero();
    }
}
