package dev.penstock.contracts.batch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.Lane;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.pipeline.Pipeline;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The specification of a batch. Flat JSON, because people type it: {@code
 * {"input":"file:///data/in.jsonl","model":"gpt-4o-mini"}}; only {@code input} is required, see {@link SpecKey} for the
 * rest.
 *
 * <p>The fields are kept as typed, so that a wrong key or value becomes a clear failure of the batch ({@link #validate()}):
 * input that cannot be decoded would leave its workflow hanging.
 */
public record BatchSpec(@JsonValue Map<String, Object> fields) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BatchSpec {
        fields = new LinkedHashMap<>(fields);
    }

    /** Creates a specification for the prompts at this URI ({@code file:///…}) or absolute path, with defaults for all else. */
    public static BatchSpec of(String input) {
        return new BatchSpec(Map.of(SpecKey.INPUT.text(), input));
    }

    /** Returns a copy with this value added or replaced; null removes it. */
    public BatchSpec with(SpecKey key, @Nullable Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        if (value == null) {
            changed.remove(key.text());
        } else {
            changed.put(key.text(), value);
        }
        return new BatchSpec(changed);
    }

    /** Returns whether the specification names this value itself, rather than leaving it to the {@link BatchDefaults}. */
    public boolean has(SpecKey key) {
        return fields.containsKey(key.text());
    }

    /**
     * Checks all keys and values.
     *
     * @throws IllegalArgumentException if a key or a value is wrong; the message is a sentence for the user
     */
    public void validate() {
        SpecCheck.check(this);
    }

    /**
     * Returns the stages that the requests go through; empty for plain requests.
     *
     * @throws IllegalArgumentException if the stages are wrong; the message is a sentence for the user
     */
    public Optional<Pipeline> stages() {
        return find(SpecKey.STAGES, List.class).map(Pipeline::of);
    }

    public String input() {
        return find(SpecKey.INPUT, String.class)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a batch needs \"input\": the URI of its prompts, such as file:///data/prompts.jsonl"));
    }

    public InputFormat format() {
        return findEnum(SpecKey.FORMAT, InputFormat.class).orElse(BatchDefaults.FORMAT);
    }

    /** Returns the field whose value is the custom_id of a request that is made from fields; empty = {@code custom_id}. */
    public Optional<String> idColumn() {
        return find(SpecKey.ID_COLUMN, String.class);
    }

    public Optional<String> model() {
        return find(SpecKey.MODEL, String.class);
    }

    public Optional<String> prompt() {
        return find(SpecKey.PROMPT, String.class);
    }

    public Optional<String> system() {
        return find(SpecKey.SYSTEM, String.class);
    }

    public Optional<Integer> maxTokens() {
        return find(SpecKey.MAX_TOKENS, Number.class).map(Number::intValue);
    }

    public Optional<Double> temperature() {
        return find(SpecKey.TEMPERATURE, Number.class).map(Number::doubleValue);
    }

    public Optional<String> responseFormat() {
        return find(SpecKey.RESPONSE_FORMAT, String.class);
    }

    public Optional<Map<?, ?>> schema() {
        return find(SpecKey.SCHEMA, Map.class).map(schema -> schema);
    }

    public boolean skipInvalid() {
        return find(SpecKey.SKIP_INVALID, Boolean.class).orElse(false);
    }

    public FailurePolicy failure() {
        return findEnum(SpecKey.FAILURE, FailurePolicy.class).orElse(BatchDefaults.FAILURE);
    }

    /** Returns what an answer may not lack, or else is a dead letter; empty = every answer is taken. */
    public List<IncompleteAnswer> failOn() {
        return Optional.ofNullable(fields.get(SpecKey.FAIL_ON.text()))
                .flatMap(IncompleteAnswer::parse)
                .orElse(List.of());
    }

    public Urgency priority() {
        return findEnum(SpecKey.PRIORITY, Urgency.class).orElse(BatchDefaults.PRIORITY);
    }

    public Optional<String> tenant() {
        return find(SpecKey.TENANT, String.class);
    }

    public double weight() {
        return find(SpecKey.WEIGHT, Number.class).map(Number::doubleValue).orElse(BatchDefaults.WEIGHT);
    }

    public Optional<String> deadline() {
        return find(SpecKey.DEADLINE, String.class);
    }

    /** Returns the most that the batch may cost, in US dollars; empty = unlimited. */
    public Optional<BigDecimal> budgetUsd() {
        return find(SpecKey.BUDGET_USD, Number.class).map(usd -> new BigDecimal(usd.toString()));
    }

    /** Returns the id of the API key with which the batch was submitted. */
    public Optional<String> key() {
        return find(SpecKey.KEY, String.class);
    }

    /** Returns the store whose workers do the batch; empty = not known until a worker has planned it. */
    public Optional<StoreId> store() {
        return find(SpecKey.STORE, String.class).filter(StoreId::isValid).map(StoreId::new);
    }

    public double alertErrorRate() {
        return find(SpecKey.ALERT_ERROR_RATE, Number.class)
                .map(Number::doubleValue)
                .orElse(BatchDefaults.ALERT_ERROR_RATE);
    }

    public boolean pauseOnAlert() {
        return find(SpecKey.PAUSE_ON_ALERT, Boolean.class).orElse(false);
    }

    /** Returns the requests per activity execution; empty = as many as the pool's rate needs. */
    public Optional<Integer> slice() {
        return find(SpecKey.SLICE, Number.class).map(Number::intValue);
    }

    public int shard() {
        return find(SpecKey.SHARD, Number.class)
                .map(Number::intValue)
                .orElse(has(SpecKey.STAGES) ? BatchDefaults.PIPELINE_SHARD_REQUESTS : BatchDefaults.SHARD_REQUESTS);
    }

    /** Returns the pool for all requests; empty = the pool that serves a request's model. */
    public Optional<String> pool() {
        return find(SpecKey.POOL, String.class);
    }

    /** Returns the url that all requests must have; empty = that of the first request. */
    public Optional<String> endpoint() {
        return find(SpecKey.ENDPOINT, String.class);
    }

    public Optional<Long> maxRequests() {
        return find(SpecKey.MAX_REQUESTS, Number.class).map(Number::longValue);
    }

    public Lane lane() {
        return findEnum(SpecKey.LANE, Lane.class).orElse(BatchDefaults.LANE);
    }

    /** Returns whether all requests of a model go to one pool of its route. */
    public boolean isPinned() {
        return find(SpecKey.PIN, Boolean.class).orElse(false);
    }

    /** Returns whether identical requests are called only once. */
    public boolean deduplicate() {
        return find(SpecKey.DEDUPLICATE, Boolean.class).orElse(false);
    }

    /** Returns how often the batch's dead letters have been replayed. */
    public int round() {
        return find(SpecKey.ROUND, Number.class).map(Number::intValue).orElse(0);
    }

    /** Returns the stage to run again in this round, together with the stages that depend on it. */
    public Optional<String> rerun() {
        return find(SpecKey.RERUN, String.class);
    }

    <T> Optional<T> find(SpecKey key, Class<T> type) {
        Object value = fields.get(key.text());
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    private <E extends Enum<E>> Optional<E> findEnum(SpecKey key, Class<E> type) {
        return find(key, String.class).map(text -> Enum.valueOf(type, SpecKey.constantName(text)));
    }
}
