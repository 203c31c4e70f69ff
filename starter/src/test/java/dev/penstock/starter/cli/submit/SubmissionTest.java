package dev.penstock.starter.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.BatchPools;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.starter.provider.ProviderFinder;
import dev.penstock.starter.provider.ProviderPreference;
import dev.penstock.store.file.FileStore;
import dev.penstock.store.input.DiskInput;
import dev.penstock.worker.config.ConfigurationFinder;
import dev.penstock.worker.config.PenstockConfiguration;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SubmissionTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "PENSTOCK_POOLS_A_BASE_URL", "http://a/v1",
            "PENSTOCK_POOLS_B_BASE_URL", "http://b/v1",
            "PENSTOCK_TENANTS_SEARCH_WEIGHT", "4"));
    private final BatchOptions options = new BatchOptions();

    @TempDir
    Path folder;

    @Test
    void aTenantHasTheWeightThatIsConfiguredUnlessTheCommandSaysAnother() {
        options.tenant = "search";
        assertThat(spec().weight()).isEqualTo(4.0);

        options.weight = 2.0;
        assertThat(spec().weight()).isEqualTo(2.0);
    }

    @Test
    void aTenantNobodyHasWeighedIsLeftToTheWorkers() {
        options.tenant = "sales";

        assertThat(spec().fields()).doesNotContainKey("weight");
    }

    @Test
    void defaultsFillInWhatTheCommandDoesNotSay() {
        environment.put("PENSTOCK_DEFAULTS_TENANT", "search");
        environment.put("PENSTOCK_DEFAULTS_PRIORITY", "low");
        environment.put("PENSTOCK_DEFAULTS_MODEL", "mine");

        assertThat(spec().tenant()).contains("search");
        assertThat(spec().weight()).isEqualTo(4.0);
        assertThat(spec().priority()).isEqualTo(Urgency.LOW);
        assertThat(spec().model()).contains("mine");

        options.priority = "high";
        assertThat(spec().priority()).isEqualTo(Urgency.HIGH);
    }

    @Test
    void theModelsDecideWhichPool() {
        assertThat(spec().pool()).isEmpty();
    }

    @Test
    void aBatchMayUseTheConfiguredPoolsOnly() {
        assertThat(BatchPools.of(spec())).containsExactly("a", "b");
    }

    @Test
    void anotherKeyForTheSameProviderFindsTheSameBatch() throws IOException {
        Path input = Files.writeString(folder.resolve("in.jsonl"), "{}");
        BatchId first = id(input, "sk-one", "http://host/v1");

        assertThat(id(input, "sk-two", "http://host/v1")).isEqualTo(first);
        assertThat(id(input, "sk-one", "http://host/team/v1")).isNotEqualTo(first);
    }

    private BatchId id(Path input, String key, String address) throws IOException {
        Map<String, String> variables = Map.of("OPENAI_API_KEY", key, "OPENAI_BASE_URL", address);
        ProviderChoice provider = ProviderFinder.find(
                variables, PenstockConfiguration.NONE, new ProviderPreference(null, PoolQuota.UNKNOWN, null));
        Submission submission = new Submission();
        return submission.id(
                new DiskInput(input),
                submission.spec(new DiskInput(input), provider),
                provider,
                new StoredBatches(FileStore.at(folder.resolve("store").toUri())));
    }

    private BatchSpec spec() {
        PenstockConfiguration configuration = ConfigurationFinder.find(null, folder, folder, environment);
        ProviderPreference nothing = new ProviderPreference(null, PoolQuota.UNKNOWN, null);
        Submission submission = new Submission();
        submission.options = options;
        return submission.spec(
                new DiskInput(folder.resolve("in.jsonl")), ProviderFinder.find(environment, configuration, nothing));
    }
}
