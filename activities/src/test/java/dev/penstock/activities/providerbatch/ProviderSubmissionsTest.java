package dev.penstock.activities.providerbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.providerbatch.Part;
import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.openai.OpenAiBatchApi;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.store.file.FileStore;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderSubmissionsTest {
    private static final String NOT_FOUND = "Input file not found";

    @TempDir
    Path folder;

    private final List<Integer> beats = new ArrayList<>();
    private HttpServer provider;
    private BatchApi api;
    private int status;
    private String message = "";

    @BeforeEach
    void open() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/v1/batches", this::answer);
        provider.start();
        ProviderAccount account = new ProviderAccount(
                URI.create(
                        "http://127.0.0.1:%d/v1".formatted(provider.getAddress().getPort())),
                null,
                Duration.ofSeconds(20),
                Map.of(),
                1);
        api = new OpenAiBatchApi(account, new ApiFailures("p", account));
    }

    @AfterEach
    void close() {
        api.close();
        provider.stop(0);
    }

    @Test
    void ordersThatFailForOtherReasonsAreNotTakenForEarlyOnes() {
        for (int attempt = 0; attempt < 30; attempt++) {
            assertThat(order(503, "busy", 0).isNonRetryable()).isFalse();
        }
        assertThat(beats).isEmpty();

        ApplicationFailure first = order(400, NOT_FOUND, 0);

        assertThat(first.getType()).isEqualTo(ApiFailures.FILE_NOT_READY);
        assertThat(first.isNonRetryable()).isFalse();
        assertThat(beats).as("the next attempt knows of it").containsExactly(1);
    }

    @Test
    void theTenthEarlyOrderHoldsThePart() {
        assertThat(order(400, NOT_FOUND, 8).getType()).isEqualTo(ApiFailures.FILE_NOT_READY);
        assertThat(order(503, "busy", 9).isNonRetryable()).isFalse();

        ApplicationFailure tenth = order(400, NOT_FOUND, 9);

        assertThat(tenth.getType()).isEqualTo(FailureTypes.HOLD);
        assertThat(tenth.getOriginalMessage()).contains("file-1", "after 10 orders");
    }

    private ApplicationFailure order(int answeredWith, String words, int earlyBefore) {
        status = answeredWith;
        message = words;
        ProviderSubmissions submissions = new ProviderSubmissions(
                new SubmissionName(part()),
                api,
                new UploadMarks(FileStore.at(folder.toUri()).documents()),
                Instant.ofEpochSecond(1_000_000));
        return catchThrowableOfType(
                ApplicationFailure.class, () -> submissions.create("file-1", new EarlyOrders(earlyBefore, beats::add)));
    }

    private static PartInput part() {
        Part part = new Part(1, "p", "/v1/chat/completions", "gpt-4o-mini", 1, 100, 10);
        return new PartInput(new BatchId("b"), "key", 0, part, 1, false);
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean isList = exchange.getRequestMethod().equals("GET");
        String body = isList ? "{\"data\":[]}" : "{\"error\":{\"message\":\"%s\"}}".formatted(message);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(isList ? 200 : status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
