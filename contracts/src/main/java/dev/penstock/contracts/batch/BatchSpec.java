package dev.penstock.contracts.batch;

import static dev.penstock.contracts.batch.SpecKey.ALERT_ERROR_RATE;
import static dev.penstock.contracts.batch.SpecKey.BUDGET_USD;
import static dev.penstock.contracts.batch.SpecKey.DEADLINE;
import static dev.penstock.contracts.batch.SpecKey.DEDUPLICATE;
import static dev.penstock.contracts.batch.SpecKey.ENDPOINT;
import static dev.penstock.contracts.batch.SpecKey.FAILURE;
import static dev.penstock.contracts.batch.SpecKey.FAIL_ON;
import static dev.penstock.contracts.batch.SpecKey.FORMAT;
import static dev.penstock.contracts.batch.SpecKey.ID_COLUMN;
import static dev.penstock.contracts.batch.SpecKey.INPUT;
import static dev.penstock.contracts.batch.SpecKey.KEY;
import static dev.penstock.contracts.batch.SpecKey.LANE;
import static dev.penstock.contracts.batch.SpecKey.MAX_REQUESTS;
import static dev.penstock.contracts.batch.SpecKey.MAX_TOKENS;
import static dev.penstock.contracts.batch.SpecKey.MODEL;
import static dev.penstock.contracts.batch.SpecKey.PAUSE_ON_ALERT;
import static dev.penstock.contracts.batch.SpecKey.PIN;
import static dev.penstock.contracts.batch.SpecKey.POOL;
import static dev.penstock.contracts.batch.SpecKey.PRIORITY;
import static dev.penstock.contracts.batch.SpecKey.PROMPT;
import static dev.penstock.contracts.batch.SpecKey.RERUN;
import static dev.penstock.contracts.batch.SpecKey.RESPONSE_FORMAT;
import static dev.penstock.contracts.batch.SpecKey.ROUND;
import static dev.penstock.contracts.batch.SpecKey.SCHEMA;
import static dev.penstock.contracts.batch.SpecKey.SHARD;
import static dev.penstock.contracts.batch.SpecKey.SKIP_INVALID;
import static dev.penstock.contracts.batch.SpecKey.SLICE;
import static dev.penstock.contracts.batch.SpecKey.STAGES;
import static dev.penstock.contracts.batch.SpecKey.STORE;
import static dev.penstock.contracts.batch.SpecKey.SYSTEM;
import static dev.penstock.contracts.batch.SpecKey.TEMPERATURE;
import static dev.penstock.contracts.batch.SpecKey.TENANT;
import static dev.penstock.contracts.batch.SpecKey.WEIGHT;

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
        return new BatchSpec(Map.of(INPUT.text(), input));
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
        return find(STAGES, List.class).map(Pipeline::of);
    }

    public String input() {
        return find(INPUT, String.class)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a batch needs \"input\": the URI of its prompts, such as file:///data/prompts.jsonl"));
    }

    public InputFormat format() {
        return findEnum(FORMAT, InputFormat.class).orElse(BatchDefaults.FORMAT);
    }

    /** Returns the field whose value is the custom_id of a request that is made from fields; empty = {@code custom_id}. */
    public Optional<String> idColumn() {
        return find(ID_COLUMN, String.class);
    }

    public Optional<String> model() {
        return find(MODEL, String.class);
    }

    public Optional<String> prompt() {
        return find(PROMPT, String.class);
    }

    public Optional<String> system() {
        return find(SYSTEM, String.class);
    }

    public Optional<Integer> maxTokens() {
        return find(MAX_TOKENS, Number.class).map(Number::intValue);
    }

    public Optional<Double> temperature() {
        return find(TEMPERATURE, Number.class).map(Number::doubleValue);
    }

    public Optional<String> responseFormat() {
        return find(RESPONSE_FORMAT, String.class);
    }

    public Optional<Map<?, ?>> schema() {
        return find(SCHEMA, Map.class).map(schema -> schema);
    }

    public boolean skipInvalid() {
        return find(SKIP_INVALID, Boolean.class).orElse(false);
    }

    public FailurePolicy failure() {
        return findEnum(FAILURE, FailurePolicy.class).orElse(BatchDefaults.FAILURE);
    }

    /** Returns what an answer may not lack, or else is a dead letter; empty = every answer is taken. */
    public List<IncompleteAnswer> failOn() {
        return Optional.ofNullable(fields.get(FAIL_ON.text()))
                .flatMap(IncompleteAnswer::parse)
                .orElse(List.of());
    }

    public Urgency priority() {
        return findEnum(PRIORITY, Urgency.class).orElse(BatchDefaults.PRIORITY);
    }

    public Optional<String> tenant() {
        return find(TENANT, String.class);
    }

    public double weight() {
        return find(WEIGHT, Number.class).map(Number::doubleValue).orElse(BatchDefaults.WEIGHT);
    }

    public Optional<String> deadline() {
        return find(DEADLINE, String.class);
    }

    /** Returns the most that the batch may cost, in US dollars; empty = unlimited. */
    public Optional<BigDecimal> budgetUsd() {
        return find(BUDGET_USD, Number.class).map(usd -> new BigDecimal(usd.toString()));
    }

    /** Returns the id of the API key with which the batch was submitted. */
    public Optional<String> key() {
        return find(KEY, String.class);
    }

    /** Returns the store whose workers do the batch; empty = not known until a worker has planned it. */
    public Optional<StoreId> store() {
        return find(STORE, String.class).filter(StoreId::isValid).map(StoreId::new);
    }

    public double alertErrorRate() {
        return find(ALERT_ERROR_RATE, Number.class).map(Number::doubleValue).orElse(BatchDefaults.ALERT_ERROR_RATE);
    }

    public boolean pauseOnAlert() {
        return find(PAUSE_ON_ALERT, Boolean.class).orElse(false);
    }

    /** Returns the requests per activity execution; empty = as many as the pool's rate needs. */
    public Optional<Integer> slice() {
        return find(SLICE, Number.class).map(Number::intValue);
    }

    public int shard() {
        return find(SHARD, Number.class)
                .map(Number::intValue)
                .orElse(has(STAGES) ? BatchDefaults.PIPELINE_SHARD_REQUESTS : BatchDefaults.SHARD_REQUESTS);
    }

    /** Returns the pool for all requests; empty = the pool that serves a request's model. */
    public Optional<String> pool() {
        return find(POOL, String.class);
    }

    /** Returns the url that all requests must have; empty = that of the first request. */
    public Optional<String> endpoint() {
        return find(ENDPOINT, String.class);
    }

    public Optional<Long> maxRequests() {
        return find(MAX_REQUESTS, Number.class).map(Number::longValue);
    }

    public Lane lane() {
        return findEnum(LANE, Lane.class).orElse(BatchDefaults.LANE);
    }

    /** Returns whether identical requests are called only once. */
    /** Returns whether all requests of a model go to one pool of its route. */
    public boolean isPinned() {
        return find(PIN, Boolean.class).orElse(false);
    }

    public boolean deduplicate() {
        return find(DEDUPLICATE, Boolean.class).orElse(false);
    }

    /** Returns how often the batch's dead letters have been replayed. */
    public int round() {
        return find(ROUND, Number.class).map(Number::intValue).orElse(0);
    }

    /** Returns the stage to run again in this round, together with the stages that depend on it. */
    public Optional<String> rerun() {
        return find(RERUN, String.class);
    }

    <T> Optional<T> find(SpecKey key, Class<T> type) {
        Object value = fields.get(key.text());
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    private <E extends Enum<E>> Optional<E> findEnum(SpecKey key, Class<E> type) {
        return find(key, String.class).map(text -> Enum.valueOf(type, SpecKey.constantName(text)));
    }
}
