package dev.penstock.activities.batch.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.ShardResults;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches that came through the API, where a body is the provider's to judge. */
class BodiesOfTheApiTest extends PlanTestCase {
    private static final String EMPTY = "{\"model\":\"gpt-4o-mini\",\"messages\":[]}";
    private static final String WITHOUT = "{\"model\":\"gpt-4o-mini\"}";
    private static final String ODD = "{\"model\":\"gpt-4o-mini\",\"messages\":\"hi\"}";

    @BeforeEach
    void submitThroughTheApi() throws IOException {
        try (AtomicFile order = store.create(BATCH, BatchFile.ORDER)) {
            order.write("{}".getBytes(StandardCharsets.UTF_8));
            order.publish();
        }
    }

    @Test
    void aBodyIsSentWhateverItLacks() {
        Plan plan = planner()
                .batch(
                        BATCH,
                        input("in.jsonl", request("a"), request("b", EMPTY), request("c", WITHOUT), request("d", ODD)));

        assertThat(plan.requests()).isEqualTo(4);
        assertThat(requests(plan)).extracting(RequestLine::customId).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aBodyThatCannotBeSentIsItsLinesError() {
        String endless = "{\"model\":\"gpt-4o-mini\",\"messages\":[{}],\"n\":4000000}";
        String streamed = "{\"model\":\"gpt-4o-mini\",\"messages\":[{}],\"stream\":true}";

        Plan plan =
                planner().batch(BATCH, input("in.jsonl", request("a"), request("b", endless), request("c", streamed)));

        assertThat(requests(plan)).extracting(RequestLine::customId).containsExactly("a");
        try (ShardResults results = store.results(BATCH, 0)) {
            Result refused = Objects.requireNonNull(results.byLine().get(2L));
            assertThat(Objects.requireNonNull(refused.response()).statusCode()).isEqualTo(400);
            assertThat(new String(results.raw(2), StandardCharsets.UTF_8))
                    .contains("\"message\":\"n must be a whole number from 1 to 128, not 4000000\"")
                    .contains("\"type\":\"invalid_request_error\"");
            assertThat(Objects.requireNonNull(refused.error()).code()).isEqualTo("invalid_request");
            assertThat(results.byLine()).containsKey(3L);
        }
    }

    @Test
    void aPackedUploadIsNotUnpackedPastTheQuotaOfStorage() throws IOException {
        Path packed = folder.resolve("in.jsonl");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(request("a").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(refusal(BatchSpec.of(packed.toString())).first())
                .extracting(problem -> problem.message())
                .containsExactly("the file is packed (gzip); upload it unpacked");
    }

    @Test
    void aParquetFileIsNotUnpackedForATenant() throws IOException {
        Path parquet = Files.write(folder.resolve("in.jsonl"), new byte[] {'P', 'A', 'R', '1', 0, 0, 0, 0});

        assertThat(refusal(BatchSpec.of(parquet.toString())).first())
                .extracting(problem -> problem.message())
                .containsExactly("the file is a Parquet file; upload its rows as JSONL");
    }

    @Test
    void aWrongFormatFailsTheBatchAsBefore() {
        assertThat(refusal(input("in.jsonl", request("a"), request("b").replace("POST", "GET"), request("a")))
                        .first())
                .extracting(problem -> problem.code())
                .containsExactly("url_mismatch", "duplicate_custom_id");
        assertThat(refusal(input("in.jsonl", request("a", "{\"messages\":[]}"))).first())
                .extracting(problem -> problem.code())
                .containsExactly("model_not_found");
    }
}
