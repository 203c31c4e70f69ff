package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.faults.OutageMode;
import dev.penstock.starter.BatchSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What goes wrong at the provider and passes costs time, never an answer. */
final class ProviderTroubleIT extends PenstockTestCase {
    @Test
    void aStormOf429LosesNothing() throws IOException {
        // So few that a busy machine calls faster, too.
        providerAllows(180);
        TestingInput input = input(60);

        Ended ended = penstock.run("run", input.path(), "--json").expectExit(0);

        ResultFile.assertWhole(input);
        assertThat(input.errors()).isEmptyFile();
        assertThat(books.stats().calls().throttled()).isPositive();
        assertThat(ended.json().path("throttled").asLong())
                .isEqualTo(books.stats().calls().throttled());
        assertThat(books.stats().duplicates()).isZero();
    }

    @Test
    void aShortOutageLosesNothing() throws IOException {
        answersTake("200ms");
        TestingInput input = input(400);

        Running run = penstock.start("run", input.path(), "--json");
        books.awaitCalls(60);
        provider.startOutage(OutageMode.UNAVAILABLE);
        // As many as it takes to see an outage: then nothing is called any more.
        Patience.until("calls that fail", () -> books.stats().calls().refused() >= 10);
        provider.endOutage();

        Ended ended = run.awaitEnd().expectExit(0);
        ResultFile.assertWhole(input);
        assertThat(ended.json().path("retries").asInt()).isPositive();
        assertThat(books.stats().duplicates()).isZero();
    }

    @Test
    void aBatchSaysThatItWaitsForTheEndOfAnOutage() throws IOException {
        provider.startOutage(OutageMode.UNAVAILABLE);
        Api api = Api.serve(penstock);

        String batch = api.create(api.upload(Files.readString(Path.of(input(60).path()))), "");
        Patience.until(
                "the batch object says what its requests wait for",
                () -> api.get("/v1/batches/" + batch).path("waiting").asText().startsWith("outage, "));

        JsonNode status = penstock.run("status", batch, "--json").expectExit(0).json();
        BatchSchema.assertHolds(status);
        assertThat(status.path("waiting").asText()).contains(": outage, ");
        provider.endOutage();
    }

    @Test
    void aWrongKeyHoldsTheBatchUntilThereIsARightOne() throws IOException {
        provider.change(
                provider.options().toBuilder().requiredKey("sk-the-right-one").build());
        TestingInput input = input(30);

        penstock.with("OPENAI_API_KEY", "sk-a-wrong-one")
                .run("run", input.path())
                .expectExit(4)
                .expectSaid("401", "Incorrect API key", "run the same command again");
        assertThat(books.stats().calls().answered()).isZero();

        penstock.with("OPENAI_API_KEY", "sk-the-right-one")
                .run("run", input.path())
                .expectExit(0);
        ResultFile.assertWhole(input);
        assertThat(input.errors()).isEmptyFile();
    }

    @Test
    void aBatchWhoseRequestsAreAllRefusedIsHeldUntilSomebodyKeepsGoing() throws IOException {
        TestingInput input = inputOf(IntStream.range(0, 300)
                .mapToObj(number -> "[[fail:400]] question " + number)
                .toArray(String[]::new));

        penstock.run("run", input.path(), "--concurrency", "2")
                .expectExit(4)
                .expectSaid("400", "the latest calls all ended like this", "--keep-going");
        assertThat(books.calls()).isLessThan(300);

        JsonNode ended = penstock.run("run", input.path(), "--concurrency", "2", "--keep-going", "--json")
                .expectExit(3)
                .json();
        BatchSchema.assertHolds(ended);
        assertThat(ended.at("/common_errors/0/count").asInt()).isEqualTo(300);
        assertThat(ended.at("/common_errors/0/status_code").asInt()).isEqualTo(400);
        penstock.run("run", input.path(), "--concurrency", "2", "--keep-going")
                .expectExit(3)
                .expectSaid("0 of 300", "300 × 400");
        assertThat(ResultFile.at(input.errors()).customIds()).isEqualTo(input.customIds());
    }
}
