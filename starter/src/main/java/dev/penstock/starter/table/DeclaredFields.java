package dev.penstock.starter.table;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pipeline.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of answers that a batch's schema names, or that of its last stage, whose answers are the results. */
final class DeclaredFields {
    private DeclaredFields() {}

    /** Returns the names of the fields in the schema's order; none without a schema. */
    static List<String> of(BatchSpec spec) {
        return spec.stages()
                .map(stages -> stages.each().getLast())
                .map(Stage::schema)
                .orElseGet(spec::schema)
                .flatMap(DeclaredFields::properties)
                .map(properties ->
                        properties.keySet().stream().map(String::valueOf).toList())
                .orElse(List.of());
    }

    private static Optional<Map<?, ?>> properties(Map<?, ?> schema) {
        return schema.get("properties") instanceof Map<?, ?> properties ? Optional.of(properties) : Optional.empty();
    }
}
