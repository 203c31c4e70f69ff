package dev.penstock.contracts.batch;

import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.Lane;
import dev.penstock.contracts.Urgency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values that a batch or a completion gets where its specification names none. A specification precedes all defaults;
 * then come the API key of its caller, the configuration of the process that takes it, the configuration of the worker that
 * plans it, and last the constants of this class.
 *
 * @param values by key, for specifications that lack the key
 * @param tenantWeights by tenant, for specifications that still have no weight after that
 */
public record BatchDefaults(Map<SpecKey, Object> values, Map<String, Double> tenantWeights) {
    /** Defaults without any configuration, so that the constants hold. */
    public static final BatchDefaults NONE = new BatchDefaults(Map.of(), Map.of());

    /** The requests per shard of a batch without stages. */
    public static final int SHARD_REQUESTS = 500;
    /** The requests per shard of a pipeline, which runs empty at the end of each shard; also the most that a shard may have. */
    public static final int PIPELINE_SHARD_REQUESTS = 2000;
    /** The most requests in one of OpenAI's batches: in a file at the provider, and in a batch submitted by HTTP. */
    public static final int OPENAI_BATCH_REQUESTS = 50_000;
    /** The most bytes in the file of one of OpenAI's batches: 200 megabytes of a million bytes each. */
    public static final long OPENAI_BATCH_BYTES = 200_000_000;
    /** The ratio of dead letters to finished requests that raises the alert. */
    public static final double ALERT_ERROR_RATE = 0.05;
    /** The weight of a tenant among other tenants. */
    public static final double WEIGHT = 1;

    static final InputFormat FORMAT = InputFormat.AUTO;
    static final FailurePolicy FAILURE = FailurePolicy.CONTINUE;
    static final Urgency PRIORITY = Urgency.NORMAL;
    static final Lane LANE = Lane.ONLINE;

    public BatchDefaults {
        values = Map.copyOf(values);
        tenantWeights = Map.copyOf(tenantWeights);
    }

    /** Returns defaults that consist of a tenant's weight only; null = not known. */
    public static BatchDefaults ofTenantWeight(@Nullable Double weight) {
        return NONE.with(SpecKey.WEIGHT, weight);
    }

    /** Returns these defaults with another value added; null adds none. */
    public BatchDefaults with(SpecKey key, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<SpecKey, Object> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new BatchDefaults(more, tenantWeights);
    }

    /** Returns these defaults, with missing values taken from the others. */
    public BatchDefaults before(BatchDefaults others) {
        Map<SpecKey, Object> both = new LinkedHashMap<>(others.values);
        both.putAll(values);
        Map<String, Double> weights = new LinkedHashMap<>(others.tenantWeights);
        weights.putAll(tenantWeights);
        return new BatchDefaults(both, weights);
    }

    /** Returns the specification with missing values taken from these defaults. */
    public BatchSpec complete(BatchSpec spec) {
        BatchSpec filled = spec;
        for (SpecKey key : SpecKey.values()) {
            if (!filled.has(key)) {
                filled = filled.with(key, values.get(key));
            }
        }
        return filled.has(SpecKey.WEIGHT)
                ? filled
                : filled.with(SpecKey.WEIGHT, weightOf(filled.tenant()).orElse(null));
    }

    /** Returns the tenant of work that names none; empty = work without a tenant. */
    public Optional<String> tenant() {
        return Optional.ofNullable(values.get(SpecKey.TENANT)).map(Object::toString);
    }

    /** Returns the weight for work of this tenant that names none; empty = not configured here. */
    public Optional<Double> weightOf(Optional<String> tenant) {
        return Optional.ofNullable((Double) values.get(SpecKey.WEIGHT)).or(() -> tenant.map(tenantWeights::get));
    }
}
