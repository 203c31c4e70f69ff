package dev.penstock.contracts.batch;

import dev.penstock.contracts.Lane;

/** Checks the specification of a batch, each value by itself and all together. */
final class SpecCheck {
    private SpecCheck() {}

    static void check(BatchSpec spec) {
        spec.fields().forEach((name, value) -> SpecKey.named(name).check(value));
        // Throws if the input is missing.
        spec.input();
        checkLane(spec);
        checkSchema(spec);
        CacheUse.check(spec);
        // Reading the stages checks them.
        if (spec.stages().isPresent()) {
            checkWithStages(spec);
        }
    }

    private static void checkLane(BatchSpec spec) {
        if (spec.lane() != Lane.ONLINE && spec.budgetUsd().isPresent()) {
            throw new IllegalArgumentException("\"lane\": " + spec.lane().text()
                    + " cannot be combined with a budget (\"budget_usd\"), which is checked before each call");
        }
        if (spec.lane() == Lane.AUTO && spec.deadline().isEmpty()) {
            throw new IllegalArgumentException("\"lane\": auto needs a \"deadline\" to be met, such as 6h");
        }
    }

    private static void checkSchema(BatchSpec spec) {
        if (spec.schema().isPresent()
                && spec.responseFormat().filter("text"::equals).isPresent()) {
            throw new IllegalArgumentException(
                    "\"response_format\": text cannot be combined with a \"schema\", which asks for JSON; leave one of them out");
        }
    }

    private static void checkWithStages(BatchSpec spec) {
        if (spec.lane() != Lane.ONLINE) {
            throw new IllegalArgumentException("a batch with stages can only have \"lane\": online");
        }
        SpecKey.OF_A_STAGE.stream()
                .filter(key -> spec.fields().containsKey(key.text()))
                .findFirst()
                .ifPresent(key -> {
                    throw new IllegalArgumentException(
                            "a batch with stages cannot have \"%s\"; set it in the stages".formatted(key.text()));
                });
    }
}
