package dev.penstock.contracts.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.Lane;
import dev.penstock.contracts.Urgency;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchDefaultsTest {
    private static final BatchDefaults CONFIGURED = new BatchDefaults(
            Map.of(SpecKey.MODEL, "configured-model", SpecKey.TENANT, "sales", SpecKey.PRIORITY, "low"),
            Map.of("sales", 2.0, "search", 4.0));
    private static final BatchDefaults KEY = BatchDefaults.NONE
            .with(SpecKey.TENANT, "search")
            .with(SpecKey.PRIORITY, "high")
            .with(SpecKey.KEY, "0123abcd");

    @ParameterizedTest(name = "{0}: said {1}, by key {2} = {3}")
    @CsvSource(nullValues = "-", textBlock = """
            model,    mine, false, mine
            model,    -,    false, configured-model
            model,    -,    true,  configured-model
            tenant,   acme, true,  acme
            tenant,   -,    true,  search
            tenant,   -,    false, sales
            priority, normal, true, normal
            priority, -,    true,  high
            priority, -,    false, low
            key,      -,    true,  0123abcd
            key,      -,    false, -
            pool,     big,  true,  big
            pool,     -,    true,  -
            """)
    void whatASpecificationSaysComesBeforeTheKeyAndTheKeyBeforeTheConfiguration(
            String key, String said, boolean byKey, String expected) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (said != null) {
            fields.put(key, said);
        }
        BatchDefaults defaults = byKey ? KEY.before(CONFIGURED) : CONFIGURED;

        assertThat(defaults.complete(new BatchSpec(fields)).fields().get(key)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "said {0}, of the key {1}, tenant {2} = {3}")
    @CsvSource(nullValues = "-", textBlock = """
            3, 5, search, 3
            -, 5, search, 5
            -, -, search, 4
            -, -, -,      2
            -, -, nobody, -
            """)
    void aWeightIsSaidOrTheKeysOrTheTenants(Double said, Double ofKey, String tenant, Double expected) {
        BatchSpec spec = BatchSpec.of("file:///in").with(SpecKey.WEIGHT, said).with(SpecKey.TENANT, tenant);

        BatchSpec complete =
                BatchDefaults.ofTenantWeight(ofKey).before(CONFIGURED).complete(spec);

        assertThat(complete.fields().get("weight")).isEqualTo(expected);
    }

    @Test
    void aWorkersConfigurationDecidesOnlyWhatNobodySaidBefore() {
        BatchSpec submitted = BatchSpec.of("file:///in").with(SpecKey.WEIGHT, 3.0);

        assertThat(BatchDefaults.ofTenantWeight(7.0).complete(submitted).weight())
                .isEqualTo(3);
        assertThat(BatchDefaults.ofTenantWeight(7.0)
                        .complete(BatchSpec.of("file:///in"))
                        .weight())
                .isEqualTo(7);
        assertThat(BatchDefaults.ofTenantWeight(null).complete(submitted)).isEqualTo(submitted);
    }

    @Test
    void whatNobodySaysIsAConstant() {
        BatchSpec spec = BatchDefaults.NONE.complete(BatchSpec.of("file:///in"));

        assertThat(spec.shard()).isEqualTo(500);
        assertThat(spec.slice()).as("as the pool's rate needs").isEmpty();
        assertThat(PartLimits.of(spec).requests()).isEqualTo(50_000);
        assertThat(PartLimits.of(spec).bytes()).isEqualTo(200_000_000);
        assertThat(spec.alertErrorRate()).isEqualTo(0.05);
        assertThat(spec.weight()).isEqualTo(1);
        assertThat(spec.priority()).isEqualTo(Urgency.NORMAL);
        assertThat(spec.lane()).isEqualTo(Lane.ONLINE);
        assertThat(spec.failure()).isEqualTo(FailurePolicy.CONTINUE);
        assertThat(spec.format()).isEqualTo(InputFormat.AUTO);
        assertThat(spec.with(SpecKey.STAGES, java.util.List.of(Map.of("name", "one")))
                        .shard())
                .as("a pipeline's")
                .isEqualTo(2000);
    }
}
