package dev.penstock.activities.batch.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.ShardCut;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.BatchFile;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanActivityTest extends PlanTestCase {
    @Test
    void bodiesGoThroughUnchanged() throws IOException {
        String body = "{ \"messages\":[{\"role\":\"user\",\"content\":\"h\\u00fc\"}],  \"x_new\":{\"n\":1.10},"
                + "\"model\":\"m\",\"temperature\":1E0}";

        planner().batch(BATCH, input("in.jsonl", request("a", body)));

        String stored =
                new String(store.find(BATCH, BatchFile.INPUT).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(stored)
                .isEqualTo("{\"line\":1,\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\","
                        + "\"body\":" + body + "}\n");
    }

    @Test
    void aMissingModelIsFilledInFromTheBatchOrThePool() {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        BatchSpec spec = input("in.jsonl", request("a", body));

        Plan plan = planner().batch(BATCH, spec.with(SpecKey.MODEL, "m1"));
        assertThat(requests(plan))
                .first()
                .satisfies(line -> assertThat(line.body().get("model").asText()).isEqualTo("m1"));

        plan = planner(OnePool.without("m2")).batch(BATCH, spec);
        assertThat(requests(plan))
                .first()
                .satisfies(line -> assertThat(line.body().get("model").asText()).isEqualTo("m2"));
    }

    @Test
    void requestsAreReadInAllWaysInWhichOneThingIsWritten() {
        String body = "\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}}";

        Plan plan = planner()
                .batch(
                        BATCH,
                        input(
                                "in.jsonl",
                                "{\"custom_id\":7,\"method\":\"post\",\"url\":\"/chat/completions\"," + body,
                                "{\"custom_id\":\"8\",\"url\":\"v1/chat/completions\"," + body,
                                "{\"custom_id\":1.50," + body));

        assertThat(requests(plan)).extracting(RequestLine::customId).containsExactly("7", "8", "1.50");
        assertThat(requests(plan)).extracting(RequestLine::url).containsOnly("/v1/chat/completions");
    }

    @Test
    void aModelWithItsInputIsARequestOfTheEndpointThatTakesIt() {
        Plan embeddings =
                planner().batch(BATCH, input("in.jsonl", "{\"model\":\"text-embedding-3-small\",\"input\":\"hi\"}"));
        assertThat(requests(embeddings)).extracting(RequestLine::url).containsExactly("/v1/embeddings");

        Plan responses = planner().batch(BATCH, input("in2.jsonl", "{\"model\":\"gpt-5-mini\",\"input\":\"hi\"}"));
        assertThat(requests(responses)).extracting(RequestLine::url).containsExactly("/v1/responses");
    }

    @Test
    void thePlanSaysWhichStoreHasIt() {
        assertThat(planner().batch(BATCH, input("in.jsonl", request("a"))).store())
                .isEqualTo(store.id());
    }

    @Test
    void aConfiguredTenantsWeightIsTold() {
        BatchSpec spec = input("in.jsonl", request("a"));

        assertThat(planner().batch(BATCH, spec.with(SpecKey.TENANT, "acme")).tenantWeight())
                .isEqualTo(4);
        assertThat(planner().batch(BATCH, spec.with(SpecKey.TENANT, "other")).tenantWeight())
                .isNull();
        assertThat(planner().batch(BATCH, spec).tenantWeight()).isNull();
    }

    @Test
    void slicesGiveEveryRequestOnceInOrderWithTheLineOfItsSource() {
        String[] lines = IntStream.range(0, 2500)
                .mapToObj(i -> i % 7 == 3 ? "" : request("id-" + i))
                .toArray(String[]::new);

        Plan plan = planner().batch(BATCH, input("in.jsonl", lines).with(SpecKey.SLICE, 7));

        List<RequestLine> requests = requests(plan);
        assertThat(plan.requests()).isEqualTo(requests.size()).isEqualTo(2143);
        assertThat(plan.shards()).isEqualTo(5);
        assertThat(plan.unfinished().toString()).isEqualTo("0-4");
        assertThat(requests)
                .allSatisfy(request -> assertThat(request.customId()).isEqualTo("id-" + (request.line() - 1)));
        assertThat(requests).extracting(RequestLine::line).isSorted();
    }

    @Test
    void aShardLearnsHowLargeItsSlicesShouldBeUnlessTheBatchSaysSo() {
        BatchSpec spec = input("in.jsonl", request("a"), request("b"));
        planner().batch(BATCH, spec);
        assertThat(planner().cut(BATCH, 0))
                .isEqualTo(new ShardCut(planner().slices(BATCH, 0), Map.of("main", new SliceSizing(20, 64)), 1));

        planner().batch(BATCH, spec.with(SpecKey.SLICE, 1));
        assertThat(planner().cut(BATCH, 0))
                .isEqualTo(ShardCut.asPlanned(planner().slices(BATCH, 0)));
    }

    @Test
    void aBudgetNeedsToKnowWhatEveryRequestMayCost() {
        String[] lines = {
            request("a", "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\"}]}"),
            request("b", "{\"model\":\"nobody-knows\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\"}]}")
        };
        BatchSpec spec = input("in.jsonl", lines).with(SpecKey.BUDGET_USD, 1);

        assertThatThrownBy(() -> planner().batch(BATCH, spec))
                .hasMessageContaining("line 2: ")
                .hasMessageContaining("the cost of a call of model 'nobody-knows' has no upper bound");
    }

    @Test
    void aSliceKnowsWhatItMayCostAtMost() {
        String body =
                "{\"model\":\"gpt-4o-mini\",\"max_tokens\":1000,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        planner()
                .batch(
                        BATCH,
                        input("in.jsonl", request("a", body), request("b", body))
                                .with(SpecKey.SLICE, 2));

        // 1,000 tokens each of 1.00 USD a million, because the account may be set to priority, and a few of the
        // question.
        assertThat(planner().slices(BATCH, 0))
                .singleElement()
                .extracting(Slice::worst)
                .satisfies(worst -> assertThat(worst).isBetween(NanoUsd.of(2_000_000), NanoUsd.of(2_040_000)));
    }

    @Test
    void aWorkerWithoutThePoolOfABatchLeavesTheBatchToOthers() throws IOException {
        BatchSpec spec = input("in.jsonl", request("a"));

        assertThatThrownBy(() -> planner().batch(BATCH, spec.with(SpecKey.POOLS, List.of("main", "other"))))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureTypes.POOL_ELSEWHERE);
                    assertThat(failure.isNonRetryable()).isFalse();
                    assertThat(failure.getOriginalMessage()).contains("does not have pool 'other'");
                });
        assertThat(store.find(BATCH, BatchFile.INPUT)).isEmpty();

        assertThat(planner()
                        .batch(BATCH, spec.with(SpecKey.POOLS, List.of("main")))
                        .requests())
                .isEqualTo(1);
    }

    @Test
    void aSliceHasOnePoolOnly() {
        ModelPools two = new ModelPools() {
            @Override
            public Optional<PoolFacts> find(String model, Optional<String> pool) {
                return Optional.of(new PoolFacts("pool-" + model, null, null, 100, null));
            }

            @Override
            public List<String> names() {
                return List.of("pool-a", "pool-b");
            }

            @Override
            public WorstCase worstCase(String pool) {
                return new WorstCase(Prices.known());
            }
        };
        String[] lines = IntStream.range(0, 60)
                .mapToObj(i -> request(
                        "" + i, "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\"}]}".formatted(i < 30 ? "a" : "b")))
                .toArray(String[]::new);

        Plan plan = planner(two).batch(BATCH, input("in.jsonl", lines).with(SpecKey.SLICE, 50));

        assertThat(plan.pools()).containsExactly("pool-a", "pool-b");
        assertThat(planner().slices(BATCH, 0)).extracting(Slice::pool).containsExactly("pool-a", "pool-b");
    }

    @Test
    void whatTheLogHasIsNotPlannedAgain() {
        BatchSpec spec = input("in.jsonl", request("a"), request("b"), request("c"), request("d"))
                .with(SpecKey.SHARD, 2);
        planner().batch(BATCH, spec);
        log.append(BATCH, 0, answered(1, "a")).join();
        log.append(BATCH, 0, answered(2, "b")).join();
        log.append(BATCH, 1, answered(3, "c")).join();

        Plan plan = planner().batch(BATCH, spec);

        assertThat(plan.resumed()).isTrue();
        assertThat(plan.unfinished().toString()).isEqualTo("1");
        assertThat(plan.finished().counts().completed()).isEqualTo(3);
        assertThat(planner().slices(BATCH, 1)).extracting(Slice::line).containsExactly(4L);
        assertThat(plan.requests()).isEqualTo(4);
    }

    @Test
    void ofASliceThatIsNotWholeAllIsSentAgainAndNothingCounted() {
        BatchSpec spec = input("in.jsonl", request("a"), "", request("b"), request("c"), request("d"))
                .with(SpecKey.SLICE, 2);
        planner().batch(BATCH, spec);
        log.append(BATCH, 0, answered(1, "a")).join();
        log.append(BATCH, 0, answered(3, "b")).join();
        log.append(BATCH, 0, answered(4, "c")).join();

        Plan plan = planner().batch(BATCH, spec);

        assertThat(plan.finished().counts().completed()).isEqualTo(2);
        assertThat(planner().slices(BATCH, 0)).extracting(Slice::line).containsExactly(4L);
    }

    @Test
    void aDeadLetterIsUnfinishedAgainInTheNextRound() {
        BatchSpec spec =
                input("in.jsonl", request("a"), request("b"), request("c")).with(SpecKey.SHARD, 2);
        planner().batch(BATCH, spec);
        log.append(BATCH, 0, answered(1, "a")).join();
        log.append(BATCH, 0, deadLetter(2, "b")).join();
        log.append(BATCH, 1, answered(3, "c")).join();

        assertThat(planner().batch(BATCH, spec).unfinished().size()).isZero();
        Plan replay = planner().batch(BATCH, spec.with(SpecKey.ROUND, 1));
        assertThat(replay.unfinished().toString()).isEqualTo("0");
        assertThat(replay.finished().counts().completed()).isEqualTo(2);
        assertThat(planner().slices(BATCH, 0)).extracting(Slice::line).containsExactly(2L);
    }

    @Test
    void aBatchThatADeadLetterStopsMeetsItAgain() {
        BatchSpec spec =
                input("in.jsonl", request("a"), request("b"), request("c")).with(SpecKey.FAILURE, "fail-fast");
        planner().batch(BATCH, spec);
        log.append(BATCH, 0, answered(1, "a")).join();
        log.append(BATCH, 0, deadLetter(2, "b")).join();

        assertThat(planner().batch(BATCH, spec).finished().counts().done()).isEqualTo(1);
        assertThat(planner().slices(BATCH, 0)).extracting(Slice::line).containsExactly(2L, 3L);
    }

    @Test
    void aSourceThatVanishedOrChangedDoesNotDisturbABatchThatWasBegun() throws IOException {
        BatchSpec spec = input("in.jsonl", request("a"), request("b"));
        planner().batch(BATCH, spec);
        Files.delete(Path.of(spec.input()));
        assertThat(planner().batch(BATCH, spec).requests()).isEqualTo(2);

        log.append(BATCH, 0, answered(1, "a")).join();
        write("in.jsonl", request("other"));
        assertThat(planner().batch(BATCH, spec).requests()).isEqualTo(2);
    }

    @Test
    void aSourceThatChangedBeforeAnyCallIsPlannedAnew() {
        planner().batch(BATCH, input("in.jsonl", request("a")));

        assertThat(planner()
                        .batch(BATCH, input("in.jsonl", request("a"), request("b")))
                        .requests())
                .isEqualTo(2);
    }

    @Test
    void otherOptionsForABatchThatWasBegunAreRefused() {
        BatchSpec spec = input("in.jsonl", request("a"));
        planner().batch(BATCH, spec);
        log.append(BATCH, 0, answered(1, "a")).join();

        assertThatThrownBy(() -> planner().batch(BATCH, spec.with(SpecKey.MODEL, "other")))
                .hasMessageContaining("was started with another \"model\"");
    }

    @Test
    void aSourceThatWasMovedIsStillTheSameInput() throws IOException {
        BatchSpec spec = input("in.jsonl", request("a"), request("b"));
        planner().batch(BATCH, spec);
        log.append(BATCH, 0, answered(1, "a")).join();
        Path moved = Files.move(Path.of(spec.input()), folder.resolve("moved.jsonl"));
        BatchSpec there = spec.with(SpecKey.INPUT, moved.toString());

        assertThat(planner().batch(BATCH, there).requests()).isEqualTo(2);
        assertThatThrownBy(() -> planner().batch(BATCH, there.with(SpecKey.MODEL, "other")))
                .hasMessageContaining("was started with another \"model\"");
    }

    @Test
    void anotherSourceForABatchThatWasBegunIsRefused() {
        planner().batch(BATCH, input("in.jsonl", request("a")));
        log.append(BATCH, 0, answered(1, "a")).join();

        assertThatThrownBy(() -> planner().batch(BATCH, input("other.jsonl", request("b"))))
                .hasMessageContaining("was started with another \"input\"");
    }

    @Test
    void aSchemaOfABatchThatWasBegunStaysTheSame() {
        BatchSpec spec = input("in.jsonl", request("a"))
                .with(SpecKey.TEMPERATURE, 0.5)
                .with(SpecKey.SCHEMA, Map.of("maximum", 0.5));
        planner().batch(BATCH, spec);
        log.append(BATCH, 0, answered(1, "a")).join();

        assertThat(planner().batch(BATCH, spec).requests()).isEqualTo(1);
        assertThatThrownBy(() -> planner().batch(BATCH, spec.with(SpecKey.SCHEMA, Map.of("maximum", "0.5"))))
                .hasMessageContaining("\"schema\" is not a valid JSON schema");
        assertThatThrownBy(() -> planner().batch(BATCH, spec.with(SpecKey.SCHEMA, Map.of("maximum", 0.6))))
                .hasMessageContaining("was started with another \"schema\"");
    }

    @Test
    void deadLettersAreReplayedFromTheBatchsOwnCopyWithoutItsOptions() {
        planner().batch(BATCH, input("in.jsonl", request("a")).with(SpecKey.MODEL, "any"));
        log.append(BATCH, 0, answered(1, "a")).join();

        BatchSpec copy = BatchSpec.of(store.locate(BATCH, BatchFile.INPUT).toString());

        assertThat(planner().batch(BATCH, copy.with(SpecKey.ROUND, 1)).requests())
                .isEqualTo(1);
    }

    private static Result deadLetter(long line, String customId) {
        Result.Error error = new Result.Error("request_timeout", "no");
        return Result.builder(line, customId).error(error).attempts(6).build();
    }

    private static Result answered(long line, String customId) {
        Result.Response response = new Result.Response(200, "r", "{}");
        return Result.builder(line, customId)
                .response(response)
                .attempts(1)
                .latencyMs(20)
                .build();
    }

    @Test
    void aPoolIsToldOfAllModelsOfAnInputAlsoWhenItWasPlannedBefore() {
        BatchSpec spec = input(
                "mixed.jsonl",
                request("a", "{\"model\":\"slow\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"),
                request("b", "{\"model\":\"quick\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"));
        List<String> told = new ArrayList<>();

        planner(new Listening(OnePool.without(null), told)).batch(BATCH, spec);
        assertThat(told).endsWith("main quick", "main slow");
        told.clear();
        planner(new Listening(OnePool.without(null), told)).batch(BATCH, spec);

        assertThat(told).containsExactly("main quick", "main slow");
    }

    private record Listening(ModelPools pools, List<String> told) implements ModelPools {
        @Override
        public Optional<PoolFacts> find(String model, Optional<String> pool) {
            return pools.find(model, pool);
        }

        @Override
        public List<String> names() {
            return pools.names();
        }

        @Override
        public void expect(String pool, String model) {
            told.add(pool + " " + model);
        }

        @Override
        public WorstCase worstCase(String pool) {
            return pools.worstCase(pool);
        }
    }
}
