package dev.penstock.activities.batch.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.batch.planning.PlanTestCase;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.AssembleInput;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssembleActivityTest extends PlanTestCase {
    private static final Instant NOW = Instant.parse("2026-02-01T10:00:00Z");

    @Test
    void everyRequestStandsOnceOverTheTwoFilesInTheOrderOfTheInput() throws IOException {
        Plan plan = planner().batch(BATCH, thousand());
        List<RequestLine> shuffled = new ArrayList<>(requests(plan));
        Collections.shuffle(shuffled, new Random(1));
        for (RequestLine request : shuffled) {
            boolean dead = request.line() % 10 == 0;
            log.append(BATCH, shardOf(request), dead ? deadLetter(request, 0) : answered(request))
                    .join();
        }

        BatchResult result = assemble(plan, BatchState.COMPLETED, 0);

        assertThat(result.receipt().counts().completed()).isEqualTo(900);
        assertThat(result.receipt().counts().failed()).isEqualTo(100);
        assertThat(lines(BatchFile.OUTPUT)).hasSize(900).isSorted().allMatch(line -> line % 10 != 0);
        assertThat(lines(BatchFile.ERRORS)).hasSize(100).isSorted().allMatch(line -> line % 10 == 0);
        assertThat(result.output())
                .isEqualTo(store.locate(BATCH, BatchFile.OUTPUT).toString());
        try (var summary = store.find(BATCH, BatchFile.SUMMARY).orElseThrow()) {
            assertThat(Json.MAPPER.readValue(summary, BatchResult.class)).isEqualTo(result);
        }
    }

    @Test
    void aCompletedBatchWithAMissingResultFailsLoudlyAndDeliversNothing() throws IOException {
        Plan plan = planner().batch(BATCH, input("in.jsonl", request("a"), request("b"), request("c")));
        log.append(BATCH, 0, answered(requests(plan).get(0))).join();

        assertThatThrownBy(() -> assemble(plan, BatchState.COMPLETED, 0))
                .hasMessageContaining("2 requests have no result: line 2, 3");
        assertThat(store.find(BATCH, BatchFile.OUTPUT)).isEmpty();
    }

    @Test
    void aDeadLetterOfAnEarlierRoundIsMissingInThisOne() {
        Plan plan = planner().batch(BATCH, input("in.jsonl", request("a")));
        log.append(BATCH, 0, deadLetter(requests(plan).get(0), 0)).join();

        assertThatThrownBy(() -> assemble(plan, BatchState.COMPLETED, 1)).hasMessageContaining("line 1");
    }

    @Test
    void whatACancelledBatchDidNotReachIsAnErrorButStillToBeDone() throws IOException {
        BatchSpec spec = input("in.jsonl", request("a"), request("b"));
        Plan plan = planner().batch(BATCH, spec);
        log.append(BATCH, 0, answered(requests(plan).get(0))).join();

        BatchResult result = assemble(plan, BatchState.CANCELLED, 0);

        assertThat(result.receipt().counts().done()).isEqualTo(2);
        assertThat(text(BatchFile.ERRORS)).contains("\"custom_id\":\"b\"").contains("\"code\":\"batch_cancelled\"");
        assertThat(planner().batch(BATCH, spec).unfinished().size()).isEqualTo(1);
    }

    @Test
    void whatTheDeadlineCutOffIsExpired() throws IOException {
        Plan plan = planner().batch(BATCH, input("in.jsonl", request("a")));

        assemble(plan, BatchState.EXPIRED, 0);

        assertThat(text(BatchFile.ERRORS)).contains("\"code\":\"batch_expired\"");
    }

    @Test
    void skippedLinesStandInTheirPlaceAmongTheErrors() throws IOException {
        BatchSpec spec = input("in.jsonl", "x", request("a"), "y", request("b"), "z")
                .with(SpecKey.SKIP_INVALID, true)
                .with(SpecKey.SHARD, 2);
        Plan plan = planner().batch(BATCH, spec);
        log.append(BATCH, 0, answered(requests(plan).get(0))).join();
        log.append(BATCH, 1, deadLetter(requests(plan).get(1), 3)).join();

        BatchResult result = assemble(plan, BatchState.COMPLETED, 3);

        assertThat(lines(BatchFile.OUTPUT)).containsExactly(2L);
        assertThat(lines(BatchFile.ERRORS)).containsExactly(1L, 3L, 4L, 5L);
        assertThat(result.receipt().counts().failed()).isEqualTo(4);
    }

    private BatchSpec thousand() {
        return input(
                        "in.jsonl",
                        IntStream.range(0, 1000)
                                .mapToObj(i -> request("id-" + i))
                                .toArray(String[]::new))
                .with(SpecKey.SHARD, 30);
    }

    private static int shardOf(RequestLine request) {
        return (int) (request.line() - 1) / 30;
    }

    private BatchResult assemble(Plan plan, BatchState status, int round) {
        return new AssembleActivityImpl(store, log, pool -> Prices.known(), () -> {}, Clock.fixed(NOW, ZoneOffset.UTC))
                .batch(new AssembleInput(BATCH, plan, status, round, NOW, null));
    }

    private List<Long> lines(BatchFile file) throws IOException {
        List<Long> lines = new ArrayList<>();
        for (String line : text(file).lines().toList()) {
            JsonNode json = Json.MAPPER.readTree(line);
            assertThat(json.get("custom_id").asText()).isNotEmpty();
            lines.add(json.get("line").asLong());
        }
        return lines;
    }

    private String text(BatchFile file) throws IOException {
        return Files.readString(Path.of(store.locate(BATCH, file)));
    }

    private static Result answered(RequestLine request) {
        Result.Response response = new Result.Response(200, "r", "{\"choices\":[]}");
        Usage usage = new Usage(9, 0, 4, 0);
        return Result.builder(request.line(), request.customId())
                .response(response)
                .attempts(1)
                .latencyMs(20)
                .usage(usage)
                .startedAt(NOW)
                .build();
    }

    private static Result deadLetter(RequestLine request, int round) {
        Result.Error error = new Result.Error("request_timeout", "no answer");
        return Result.builder(request.line(), request.customId())
                .error(error)
                .attempts(6)
                .latencyMs(20)
                .startedAt(NOW)
                .round(round)
                .build();
    }
}
