package dev.penstock.starter.cli.submit;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the specification with which a part of a finished batch runs again. */
final class RoundSpec {
    /** For whom the batch is, and what limits it; who runs it again must not get past a budget, nor another's turn. */
    private static final Set<SpecKey> KEPT = EnumSet.of(
            SpecKey.TENANT, SpecKey.KEY, SpecKey.WEIGHT, SpecKey.PRIORITY, SpecKey.BUDGET_USD, SpecKey.FAILURE);

    private RoundSpec() {}

    /**
     * @param before the specification of the batch's last round
     * @param requests the location of the batch's own copy of its requests, ready to call
     * @param pool the pool of all requests; null = the pools of their models
     * @param stage the stage to run again; null = the dead letters
     */
    static BatchSpec of(BatchSpec before, String requests, @Nullable String pool, int round, @Nullable String stage) {
        BatchSpec spec = BatchSpec.of(requests)
                .with(SpecKey.POOL, pool)
                .with(SpecKey.ROUND, round)
                .with(SpecKey.RERUN, stage);
        for (SpecKey key : KEPT) {
            spec = spec.with(key, before.fields().get(key.text()));
        }
        return spec;
    }
}
