package dev.penstock.contracts.batch;

import dev.penstock.contracts.Deadline;
import dev.penstock.contracts.EditDistance;
import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.Lane;
import dev.penstock.contracts.SpecLimits;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.Urgency;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of a {@link BatchSpec}, and the values that each key accepts. */
public enum SpecKey {
    /** The place of the prompts: a URI ({@code file:///…}) or an absolute path of a file, a folder or a pattern of files. */
    INPUT("a URI or path", value -> isText(value, SpecLimits.URI_LETTERS)),
    FORMAT(oneOf(InputFormat.values()), isOneOf(InputFormat.values())),
    /** The field or column of a line whose value is the request's custom_id; {@code custom_id} by default. */
    ID_COLUMN("the name of a field", SpecKey::isName),
    /** The model of requests that name none. */
    MODEL("a model's name", SpecKey::isName),
    /** A template over a line's fields: {@code Classify: {{text}}}. */
    PROMPT(
            "a template such as \"Classify: {{text}}\", of at most 1,048,576 letters",
            value -> isText(value, SpecLimits.PROMPT_LETTERS)),
    /** Present if a template without fields is sent once for each line of an input with fields, which else is a mistake. */
    REPEAT("true", Boolean.TRUE::equals),
    SYSTEM(
            "a text of at most 1,048,576 letters",
            value -> value instanceof String text && text.length() <= SpecLimits.PROMPT_LETTERS),
    /** The most tokens of each answer, for requests made from the template. */
    MAX_TOKENS("a whole number from 1", value -> isWhole(value, 1, 10_000_000)),
    TEMPERATURE("a number from 0 to 2", value -> isNumber(value, 0, 2)),
    RESPONSE_FORMAT("text or json", value -> List.of("text", "json").contains(value)),
    /** The JSON schema of answers, for requests that name no format. */
    SCHEMA("a JSON schema", value -> value instanceof Map<?, ?>),
    /** Whether invalid lines become dead letters, instead of causing the whole input to be rejected. */
    SKIP_INVALID("true or false", Boolean.class::isInstance),
    FAILURE("continue or fail-fast", isOneOf(FailurePolicy.values())),
    /** The answers that become dead letters: those that lack something, by what they lack. */
    FAIL_ON(
            "one or several of " + IncompleteAnswer.NAMES + ", with commas or as a list",
            value -> IncompleteAnswer.parse(value).isPresent()),
    PRIORITY("high, normal or low", isOneOf(Urgency.values())),
    /** The tenant of the work; at most 64 bytes, Temporal's limit for a fairness key. */
    TENANT("a name of at most 64 letters (64 bytes in UTF-8)", SpecKey::isTenant),
    /** The tenant's weight among other tenants; by default the tenant's weight in the workers' configuration. */
    WEIGHT("a number from 0.001 to 1000", value -> isNumber(value, 0.001, 1000)),
    DEADLINE("a duration such as 6h or a time such as 2026-12-01T08:00:00Z", SpecKey::isDeadline),
    /** The most that the batch may cost; it pauses before a call that could cost more. */
    BUDGET_USD("a number of US dollars from 0", value -> isNumber(value, 0, 1_000_000_000)),
    /** The id of the API key with which the batch was submitted, whose budget applies; set by the server, not by its callers. */
    KEY("an API key's id", value -> value instanceof String id && id.matches("[0-9a-f]{8}")),
    /** The id of the store whose workers do the batch; set by Penstock, which starts a batch in its own store. */
    STORE("a store's id", value -> value instanceof String id && StoreId.isValid(id)),
    /** The ratio of dead letters to finished requests that raises the alert. */
    ALERT_ERROR_RATE("a number from 0 to 1", value -> isNumber(value, 0, 1)),
    PAUSE_ON_ALERT("true or false", Boolean.class::isInstance),
    /** The requests per activity execution. */
    SLICE("auto or a whole number from 1 to 50", value -> "auto".equals(value) || isWhole(value, 1, 50)),
    /** The requests per shard. */
    SHARD("a whole number from 1 to 2000", value -> isWhole(value, 1, 2000)),
    POOL("a pool's name", SpecKey::isName),
    /** The pools that the batch may use, which are those of the process that submitted it; set by Penstock. */
    POOLS("a list of pools' names, or their names with a list of models each", BatchPools::areValid),
    /** Tells that all requests of a model go to one pool of its route, so that no other account, model version or price is mixed in. */
    PIN("true or false", Boolean.class::isInstance),
    /** The url that every request must have; by default that of the first request. */
    ENDPOINT("a path such as /v1/chat/completions", SpecKey::isName),
    /** The most requests; an input with more is rejected. By default there is no limit. */
    MAX_REQUESTS("a whole number from 1", value -> isWhole(value, 1, Integer.MAX_VALUE)),
    LANE("online, provider-batch or auto", isOneOf(Lane.values())),
    /** The most requests in one file of the provider's batch API. */
    PART_REQUESTS("a whole number from 1 to 50000", value -> isWhole(value, 1, 50_000)),
    /** The most bytes in one file of the provider's batch API. */
    PART_BYTES("a whole number from 1000 to 200000000", value -> isWhole(value, 1_000, 200_000_000)),
    /** The most tokens that the provider account may have enqueued in its batches at once. */
    ENQUEUED_TOKENS("a whole number from 1", value -> isWhole(value, 1, Long.MAX_VALUE)),
    /** Whether cached answers to identical requests replace calls, and new answers are cached. */
    CACHE("true or false", Boolean.class::isInstance),
    /** The greatest age of a cached answer; by default any age. */
    CACHE_MAX_AGE("a duration such as 12h or 30d", CacheUse::isAge),
    /** Whether identical requests are called only once. */
    DEDUPLICATE("true or false", Boolean.class::isInstance),
    ROUND("a whole number from 0", value -> isWhole(value, 0, 1_000_000)),
    /** The stages that each request goes through, see {@link dev.penstock.contracts.pipeline.StageKey}. */
    STAGES(
            "a list of 1 to 50 stages",
            value -> value instanceof List<?> list && !list.isEmpty() && list.size() <= SpecLimits.STAGES),
    /** The stage of a finished pipeline that is run again in this round. */
    RERUN("a stage's name", SpecKey::isName);

    static final Set<SpecKey> OF_A_STAGE = Set.of(PROMPT, SYSTEM, MAX_TOKENS, TEMPERATURE, RESPONSE_FORMAT, SCHEMA);

    private final String expected;
    private final Predicate<Object> valid;

    SpecKey(String expected, Predicate<Object> valid) {
        this.expected = expected;
        this.valid = valid;
    }

    /** Returns the key as it is written in JSON: {@code max_tokens}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the key with this name.
     *
     * @throws IllegalArgumentException if there is no such key; the message names the nearest key
     */
    static SpecKey named(String name) {
        return Arrays.stream(values())
                .filter(key -> key.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a batch has no \"%s\"; did you mean \"%s\"?"
                        .formatted(SpecLimits.shown(name), nearest(name))));
    }

    /** Returns whether the key accepts this value. */
    public boolean takes(Object value) {
        return valid.test(value);
    }

    /** Returns a description of the values that the key accepts, as in "a number from 0 to 1". */
    public String expected() {
        return expected;
    }

    void check(Object value) {
        if (!takes(value)) {
            throw new IllegalArgumentException(
                    "\"%s\" must be %s, not %s".formatted(text(), expected, SpecLimits.shown(value)));
        }
    }

    static String constantName(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String nearest(String name) {
        return Stream.of(values())
                .map(SpecKey::text)
                .min(Comparator.comparingInt(text -> EditDistance.between(text, name)))
                .orElseThrow();
    }

    private static boolean isName(Object value) {
        return isText(value, SpecLimits.NAME_LETTERS);
    }

    private static boolean isText(Object value, int most) {
        return value instanceof String text && text.length() <= most && !text.isBlank();
    }

    private static boolean isTenant(Object value) {
        return isName(value) && ((String) value).getBytes(StandardCharsets.UTF_8).length <= 64;
    }

    private static boolean isWhole(Object value, long min, long max) {
        return (value instanceof Integer || value instanceof Long) && isNumber(value, min, max);
    }

    private static boolean isNumber(Object value, double min, double max) {
        return value instanceof Number number && number.doubleValue() >= min && number.doubleValue() <= max;
    }

    private static boolean isDeadline(Object value) {
        if (!isName(value)) {
            return false;
        }
        try {
            Deadline.parse((String) value, Instant.EPOCH);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String oneOf(Enum<?>[] values) {
        return Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static Predicate<Object> isOneOf(Enum<?>[] values) {
        return value -> isName(value)
                && Stream.of(values).anyMatch(constant -> constant.name().equals(constantName((String) value)));
    }
}
