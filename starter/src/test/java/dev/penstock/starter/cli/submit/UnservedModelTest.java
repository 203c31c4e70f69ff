package dev.penstock.starter.cli.submit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.estimate.BatchEstimator;
import dev.penstock.store.file.FileStore;
import dev.penstock.store.input.DiskInput;
import dev.penstock.worker.config.PenstockConfiguration;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnservedModelTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aModelThatNoPoolServesIsRefusedAsPlanningDoes() {
        assertThatThrownBy(() -> check(spec("gpt-4o-mini")))
                .isInstanceOf(UserError.class)
                .hasMessage("no pool serves model 'gpt-4o-mini'; configured pools: east, west");
        assertThatCode(() -> check(spec("my-dep"))).doesNotThrowAnyException();
    }

    @Test
    void requestsThatBecomeDeadLettersAreNotRefused() {
        assertThatCode(() -> check(spec("gpt-4o-mini").with(SpecKey.SKIP_INVALID, true)))
                .doesNotThrowAnyException();
    }

    @Test
    void theStageIsNamedAndThePoolThatItAsksFor() {
        assertThatThrownBy(() -> check(spec("my-dep").with(SpecKey.STAGES, List.of(stage("model", "other")))))
                .hasMessage("stage \"judge\": no pool serves model 'other'; configured pools: east, west");
        assertThatThrownBy(() -> check(spec("my-dep").with(SpecKey.STAGES, List.of(stage("pool", "south")))))
                .hasMessage(
                        "stage \"judge\": pool 'south' does not serve model 'my-dep'; configured pools: east, west");
    }

    private static Map<String, Object> stage(String key, String value) {
        return Map.of("name", "judge", "prompt", "{{input.text}}", key, value);
    }

    private BatchSpec spec(String model) throws IOException {
        Path input = Files.writeString(folder.resolve("in.txt"), "one\ntwo\n");
        return BatchSpec.of(new DiskInput(input).address()).with(SpecKey.MODEL, model);
    }

    private void check(BatchSpec spec) throws IOException {
        ProviderChoice provider = new ProviderChoice(
                List.of(pool("east"), pool("west")), null, "pools", null, PenstockConfiguration.NONE, Map.of(), null);
        BatchEstimator estimator =
                new BatchEstimator(provider, new FileStore(folder.resolve("store"), Clock.systemUTC()));
        UnservedModel.refuse(estimator.measure(spec, false).with(pool -> Optional.empty()), spec, provider);
    }

    private static PoolConfig pool(String name) {
        return PoolConfig.of(name, "http://127.0.0.1:8000/v1", null).withModels(List.of("my-dep"));
    }
}
