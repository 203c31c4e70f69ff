package dev.penstock.contracts.batch;

import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.Lane;
import dev.penstock.contracts.Urgency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a batch or a completion gets that does not say it itself. What a specification says always holds; then come
 * the API key of its caller, the configuration of the process that takes it, the configuration of the worker that plans it,
 * and last the constants of this class.
 *
 * @param values by key, for specifications that lack the key
 * @param tenantWeights by tenant, for specifications that have no weight after that
 */
public record BatchDefaults(Map<SpecKey, Object> values, Map<String, Double> tenantWeights) {
    /** No configuration at all, so that the constants hold. */
    public static final BatchDefaults NONE = new BatchDefaults(Map.of(), Map.of());

    /** Requests in a shard of a batch without stages. */
    public static final int SHARD_REQUESTS = 500;
    /** Requests in a shard of a pipeline, which runs empty at the end of each shard; also the most that a shard may have. */
    public static final int PIPELINE_SHARD_REQUESTS = 2000;
    /** The most requests in one of OpenAI's batches: of a file at the provider, and of a batch that comes by HTTP. */
    public static final int OPENAI_BATCH_REQUESTS = 50_000;
    /** The most bytes in the file of one of OpenAI's batches, which are 200 of its megabytes of a million bytes. */
    public static final long OPENAI_BATCH_BYTES = 200_000_000;
    /** Dead letters per finished request that set the alert. */
    public static final double ALERT_ERROR_RATE = 0.05;
    /** A tenant's part of a pool beside other tenants. */
    public static final double WEIGHT = 1;

    static final InputFormat FORMAT = InputFormat.AUTO;
    static final FailurePolicy FAILURE = FailurePolicy.CONTINUE;
    static final Urgency PRIORITY = Urgency.NORMAL;
    static final Lane LANE = Lane.ONLINE;

    public BatchDefaults {
        values = Map.copyOf(values);
        tenantWeights = Map.copyOf(tenantWeights);
    }

    /** The defaults for batches of a tenant whose weight is known; null = not known. */
    public static BatchDefaults ofTenantWeight(@Nullable Double weight) {
        return NONE.with(SpecKey.WEIGHT, weight);
    }

    /** These defaults with one more; null adds none. */
    public BatchDefaults with(SpecKey key, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<SpecKey, Object> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new BatchDefaults(more, tenantWeights);
    }

    /** These defaults where they say something, and the others where they do not. */
    public BatchDefaults before(BatchDefaults others) {
        Map<SpecKey, Object> both = new LinkedHashMap<>(others.values);
        both.putAll(values);
        Map<String, Double> weights = new LinkedHashMap<>(others.tenantWeights);
        weights.putAll(tenantWeights);
        return new BatchDefaults(both, weights);
    }

    /** The specification with all that it lacks and these defaults have. */
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

    /** The tenant of work that names none; empty = the work is nobody's. */
    public Optional<String> tenant() {
        return Optional.ofNullable(values.get(SpecKey.TENANT)).map(Object::toString);
    }

    /** The weight of a tenant's work that names none; empty = these defaults do not know it. */
    public Optional<Double> weightOf(Optional<String> tenant) {
        return Optional.ofNullable((Double) values.get(SpecKey.WEIGHT)).or(() -> tenant.map(tenantWeights::get));
    }
}
