package dev.penstock.starter.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.penstock.formats.table.ColumnType;
import dev.penstock.store.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A column that a table of results has beside those of its rows. */
public enum ResultColumn {
    ANSWER(ColumnType.TEXT, ResultFacts::answer),
    ERROR(ColumnType.TEXT, facts -> facts.error().map(ResultColumn::text)),
    FINISH_REASON(ColumnType.TEXT, facts -> facts.finishReason().map(ResultColumn::text)),
    MODEL(ColumnType.TEXT, facts -> facts.model().map(ResultColumn::text)),
    INPUT_TOKENS(ColumnType.LONG, facts -> number(facts.result().usage().input())),
    OUTPUT_TOKENS(ColumnType.LONG, facts -> number(facts.result().usage().output())),
    COST_USD(
            ColumnType.DOUBLE,
            facts -> Optional.ofNullable(facts.result().costUsd())
                    .map(BigDecimal::stripTrailingZeros)
                    .map(JsonNodeFactory.instance::numberNode)),
    ATTEMPTS(ColumnType.LONG, facts -> number(facts.result().attempts())),
    CUSTOM_ID(ColumnType.TEXT, facts -> Optional.of(text(facts.result().customId()))),
    LATENCY_MS(ColumnType.LONG, facts -> number(facts.result().latencyMs()));

    /** The columns of a table that names none. */
    public static final List<ResultColumn> USUAL =
            List.of(ANSWER, ERROR, FINISH_REASON, MODEL, INPUT_TOKENS, OUTPUT_TOKENS, COST_USD, ATTEMPTS);

    private final ColumnType type;
    private final Function<ResultFacts, Optional<? extends JsonNode>> value;

    ResultColumn(ColumnType type, Function<ResultFacts, Optional<? extends JsonNode>> value) {
        this.type = type;
        this.value = value;
    }

    ColumnType type() {
        return type;
    }

    /** Returns the value for a result; JSON's null where it has none. */
    JsonNode of(ResultFacts facts) {
        Optional<? extends JsonNode> found = value.apply(facts);
        return found.isPresent() ? found.get() : JsonNodeFactory.instance.nullNode();
    }

    private static JsonNode text(String text) {
        return Json.MAPPER.getNodeFactory().textNode(text);
    }

    private static Optional<JsonNode> number(long number) {
        return Optional.of(JsonNodeFactory.instance.numberNode(number));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
