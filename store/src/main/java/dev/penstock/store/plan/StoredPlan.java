package dev.penstock.store.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.PlannedStage;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole plan, as {@code plan.json} keeps it.
 *
 * @param skipped requests that became dead letters while planning
 * @param sha256 of the source unpacked; absent in older plans
 * @param stages of a pipeline; absent where there is none
 * @param reduce what makes one answer of all; absent where nothing does
 * @param places where each shard's line begins in {@code shards.jsonl}, and where the last one ends
 * @param model of all its requests; absent where they have several, and in older plans
 * @param duplicates requests that get others' results; absent where they were not looked for
 */
public record StoredPlan(
        long requests,
        long skipped,
        @JsonProperty("input_tokens") long inputTokens,
        @JsonProperty("shards_in_flight") int shardsInFlight,
        List<String> pools,
        BatchSpec spec,
        SourceFingerprint source,
        @Nullable String sha256,
        List<Long> places,
        @Nullable String model,
        @Nullable List<PlannedStage> stages,
        @Nullable PlannedStage reduce,
        @Nullable Long duplicates) {
    private static final Set<SpecKey> CONTENT = EnumSet.of(
            SpecKey.INPUT,
            SpecKey.FORMAT,
            SpecKey.MODEL,
            SpecKey.PROMPT,
            SpecKey.SYSTEM,
            SpecKey.MAX_TOKENS,
            SpecKey.TEMPERATURE,
            SpecKey.RESPONSE_FORMAT,
            SpecKey.SKIP_INVALID,
            SpecKey.POOL);
    private static final Set<SpecKey> CUT = EnumSet.of(SpecKey.SLICE, SpecKey.SHARD, SpecKey.DEDUPLICATE);

    /** What the batch brings: one more when its answers are reduced. */
    public long results() {
        return requests + (reduce == null ? 0 : 1);
    }

    /** None where there is no pipeline. */
    public List<PlannedStage> pipeline() {
        return stages == null ? List.of() : stages;
    }

    public int shards() {
        return places.size() - 1;
    }

    /** The first option with which other requests would be sent than planned. */
    public Optional<SpecKey> differentContent(BatchSpec other) {
        return different(CONTENT, other)
                .or(() -> asked(spec).equals(asked(other)) ? Optional.empty() : Optional.of(SpecKey.STAGES));
    }

    private static Optional<String> asked(BatchSpec spec) {
        return spec.stages().map(Pipeline::asked);
    }

    public boolean isCutAs(BatchSpec other) {
        return different(CUT, other).isEmpty();
    }

    private Optional<SpecKey> different(Set<SpecKey> keys, BatchSpec other) {
        return keys.stream()
                .filter(key -> !Objects.equals(
                        spec.fields().get(key.text()), other.fields().get(key.text())))
                .findFirst();
    }
}
