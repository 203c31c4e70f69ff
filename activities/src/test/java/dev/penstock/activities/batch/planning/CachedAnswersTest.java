package dev.penstock.activities.batch.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.cache.CacheKey;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CachedAnswersTest extends PlanTestCase {
    private static final URI PROVIDER = URI.create("http://127.0.0.1/v1");
    private static final ModelPools POOLS = new AtAnAddress(OnePool.without(null));

    @Test
    void whatWasKeptIsAResultBeforeAnythingIsSent() {
        keep(planner(POOLS).batch(BATCH, spec("a", "b", "c").with(SpecKey.CACHE, null)), "b");

        Plan plan = planner(POOLS).batch(BATCH, spec("a", "b", "c"));

        assertThat(plan.resumed()).isTrue();
        assertThat(plan.finished().counts().cached()).isEqualTo(1);
        assertThat(requests(plan)).extracting(RequestLine::customId).containsExactly("a", "c");
    }

    @Test
    void ifAllWereKeptNothingIsLeft() {
        keep(planner(POOLS).batch(BATCH, spec("a", "b", "c").with(SpecKey.CACHE, null)), "a", "b", "c");

        Plan plan = planner(POOLS).batch(BATCH, spec("a", "b", "c"));

        assertThat(plan.unfinished().size()).isZero();
        assertThat(plan.finished().counts().completed()).isEqualTo(3);
    }

    @Test
    void anotherTenantsAnswersAreNotTaken() {
        keep(planner(POOLS).batch(BATCH, spec("a", "b").with(SpecKey.CACHE, null)), "a", "b");

        Plan plan = planner(POOLS).batch(BATCH, spec("a", "b").with(SpecKey.TENANT, "acme"));

        assertThat(plan.finished().counts().cached()).isZero();
    }

    private BatchSpec spec(String... asked) {
        String[] lines = new String[asked.length];
        for (int i = 0; i < asked.length; i++) {
            lines[i] = request(
                    asked[i],
                    "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                            .formatted(asked[i]));
        }
        return input("in.jsonl", lines)
                .with(SpecKey.SLICE, 1)
                .with(SpecKey.SHARD, 2)
                .with(SpecKey.CACHE, true);
    }

    private void keep(Plan plan, String... customIds) {
        for (RequestLine request : requests(plan)) {
            if (List.of(customIds).contains(request.customId())) {
                store.responses()
                        .keep(
                                CacheKey.of(null, PROVIDER, request.url(), request.body()),
                                new Result.Response(200, "r", "{\"choices\":[{\"message\":{\"content\":\"hi\"}}]}"));
            }
        }
    }

    private record AtAnAddress(ModelPools pools) implements ModelPools {
        @Override
        public Optional<PoolFacts> find(String model, Optional<String> pool) {
            return pools.find(model, pool);
        }

        @Override
        public List<String> names() {
            return pools.names();
        }

        @Override
        public WorstCase worstCase(String pool) {
            return pools.worstCase(pool);
        }

        @Override
        public Optional<URI> address(String pool) {
            return Optional.of(PROVIDER);
        }
    }
}
