package dev.penstock.store.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.PlannedStage;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a batch, as stored in {@code plan.json}.
 *
 * @param skipped how many requests became dead letters while planning
 * @param sha256 the SHA-256 of the unpacked source; absent in older plans
 * @param stages the pipeline's stages; absent without a pipeline
 * @param reduce the stage that combines all answers into one; absent where the batch has none
 * @param places the offset of each shard's line in {@code shards.jsonl}, and the end of the last one
 * @param model the model of all requests; absent where the requests name several, and in older plans
 * @param models the models that are called of each pool, as far as they are few; absent in older plans
 * @param duplicates how many requests get the result of an identical one; absent where deduplication is off
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
        @Nullable Map<String, List<String>> models,
        @Nullable List<PlannedStage> stages,
        @Nullable PlannedStage reduce,
        @Nullable Long duplicates) {
    private static final Set<SpecKey> CONTENT = EnumSet.of(
            SpecKey.INPUT,
            SpecKey.FORMAT,
            SpecKey.ID_COLUMN,
            SpecKey.MODEL,
            SpecKey.PROMPT,
            SpecKey.SYSTEM,
            SpecKey.MAX_TOKENS,
            SpecKey.TEMPERATURE,
            SpecKey.RESPONSE_FORMAT,
            SpecKey.SCHEMA,
            SpecKey.SKIP_INVALID,
            SpecKey.POOL);
    private static final Set<SpecKey> CUT = EnumSet.of(SpecKey.SLICE, SpecKey.SHARD, SpecKey.DEDUPLICATE);

    /** Returns the number of the batch's results: one per request, and one more when the answers are reduced. */
    public long results() {
        return requests + (reduce == null ? 0 : 1);
    }

    /** Returns the models that are called of each pool, as far as they are known. */
    public Map<String, List<String>> calledModels() {
        if (models != null) {
            return models;
        }
        return model == null ? Map.of() : pools.stream().collect(Collectors.toMap(pool -> pool, any -> List.of(model)));
    }

    /** Returns the pipeline's stages; empty without a pipeline. */
    public List<PlannedStage> pipeline() {
        return stages == null ? List.of() : stages;
    }

    public int shards() {
        return places.size() - 1;
    }

    /** Returns the first option by which the other spec's requests would differ from the planned ones. */
    public Optional<SpecKey> differentContent(BatchSpec other) {
        return different(CONTENT, other)
                .or(() -> requestOptions(spec).equals(requestOptions(other))
                        ? Optional.empty()
                        : Optional.of(SpecKey.STAGES));
    }

    private static Optional<String> requestOptions(BatchSpec spec) {
        return spec.stages().map(Pipeline::requestOptions);
    }

    public boolean isCutAs(BatchSpec other) {
        return different(CUT, other).isEmpty();
    }

    private Optional<SpecKey> different(Set<SpecKey> keys, BatchSpec other) {
        return keys.stream()
                .filter(key -> !text(spec, key).equals(text(other, key)))
                .findFirst();
    }

    private static Optional<String> text(BatchSpec spec, SpecKey key) {
        return Optional.ofNullable(spec.fields().get(key.text())).map(OptionText::of);
    }
}
