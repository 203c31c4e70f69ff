package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What callers get while Temporal, or every worker, is away. */
final class AbsencesIT extends PenstockTestCase {
    private static final String LINE = "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\","
            + "\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Is %s even?\"}]}}\n";

    @Test
    @OwnTemporal
    void whatIsAskedWhileTemporalIsAwayIsToldSoOrDoneOnceItIsBack() throws IOException {
        try (TemporalServer temporal = new TemporalServer(penstock.home().resolve("bin/temporal"), folder).start()) {
            Api api = Api.serve(penstock.with("TEMPORAL_ADDRESS", temporal.address()));
            String file = api.upload(LINE.formatted("a", "1") + LINE.formatted("b", "2"));
            // Longer than all that is asked while it is away takes: the batch must not be complete before the
            // cancelling is heard.
            answersTake("90s");
            String running = api.create(file, "");
            Patience.until("its calls", () -> books.inFlight() == 2);

            temporal.stop();
            HttpResponse<String> chat = api.send(chat(api).header("Idempotency-Key", "away"));
            String ordered = api.create(file, "");
            JsonNode cancelled = api.post("/v1/batches/" + running + "/cancel", "");

            assertThat(chat.statusCode()).isEqualTo(503);
            assertThat(chat.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 60L);
            assertThat(cancelled.path("status").asText()).isEqualTo("cancelling");

            answersTake("0ms");
            temporal.start();

            // Nobody has to ask for that.
            Patience.until("both to be told", () -> books.calls() == 4 && books.inFlight() == 0);
            assertThat(api.awaitStatus(ordered, "completed")
                            .at("/request_counts/completed")
                            .asInt())
                    .isEqualTo(2);
            api.awaitStatus(running, "cancelled");
            Patience.until("an answer", () -> api.send(chat(api)).statusCode() == 200);
            assertThat(api.get("/v1/batches/" + ordered).path("model").asText()).isEqualTo("m");
        }
    }

    @Test
    @OwnTemporal
    void aCompletionWithoutAKeyNeedsNoTemporal() throws IOException {
        try (TemporalServer temporal = new TemporalServer(penstock.home().resolve("bin/temporal"), folder).start()) {
            Api api = Api.serve(penstock.with("TEMPORAL_ADDRESS", temporal.address()));
            assertThat(api.send(chat(api)).statusCode()).isEqualTo(200);

            temporal.stop();

            assertThat(api.send(chat(api)).statusCode()).isEqualTo(200);
            assertThat(api.send(chat(api).header("Idempotency-Key", "away")).statusCode())
                    .isEqualTo(503);
            assertThat(books.calls()).isEqualTo(2);
        }
    }

    @Test
    void withoutAnyWorkerCallersAreToldSoUntilOneComes() {
        Service service = Service.start(penstock, "--no-worker");
        long start = System.nanoTime();

        HttpResponse<String> answer = service.chat("Anybody there?");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Service.json(answer).at("/error/code").asText()).isEqualTo("pool_unattended");
        assertThat(answer.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 60L);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("well before the request's timeout")
                .isLessThan(Duration.ofMinutes(2));
        assertThat(books.calls()).isZero();

        penstock.start("worker");

        Patience.until("an answer", () -> service.chat("And now?").statusCode() == 200);
    }

    private static HttpRequest.Builder chat(Api api) {
        return api.to("/v1/chat/completions")
                .header("Content-Type", "application/json")
                .timeout(Patience.LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(Service.chatBody("Hello", false)));
    }
}
