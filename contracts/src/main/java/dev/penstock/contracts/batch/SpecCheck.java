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
        CacheUse.check(spec);
        // Reading the stages checks them.
        if (spec.stages().isPresent()) {
            checkWithStages(spec);
        }
    }

    private static void checkLane(BatchSpec spec) {
        if (spec.lane() != Lane.ONLINE && spec.budgetUsd().isPresent()) {
            throw new IllegalArgumentException("\"budget_usd\" is kept call by call, which \"lane\": "
                    + spec.lane().text() + " does not make");
        }
        if (spec.lane() == Lane.AUTO && spec.deadline().isEmpty()) {
            throw new IllegalArgumentException("\"lane\": auto needs a \"deadline\" to be met, such as 6h");
        }
    }

    private static void checkWithStages(BatchSpec spec) {
        if (spec.lane() != Lane.ONLINE) {
            throw new IllegalArgumentException("a batch with stages is called online; it has no other \"lane\"");
        }
        SpecKey.OF_A_STAGE.stream()
                .filter(key -> spec.fields().containsKey(key.text()))
                .findFirst()
                .ifPresent(key -> {
                    throw new IllegalArgumentException(
                            "a batch with stages has no \"%s\" of its own; each stage says it".formatted(key.text()));
                });
    }
}
