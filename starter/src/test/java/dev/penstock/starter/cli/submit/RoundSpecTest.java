package dev.penstock.starter.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import org.junit.jupiter.api.Test;

class RoundSpecTest {
    @Test
    void aRoundStaysWithTheTenantAndWithinTheBudgetOfTheBatch() {
        BatchSpec before = BatchSpec.of("/data/in.csv")
                .with(SpecKey.TENANT, "acme")
                .with(SpecKey.PRIORITY, "low")
                .with(SpecKey.WEIGHT, 2)
                .with(SpecKey.BUDGET_USD, 5)
                .with(SpecKey.MODEL, "gpt-4o-mini")
                .with(SpecKey.PROMPT, "Translate: {{text}}");

        BatchSpec round = RoundSpec.of(before, "/store/input.jsonl", "openai", 1, null);

        assertThat(round)
                .isEqualTo(BatchSpec.of("/store/input.jsonl")
                        .with(SpecKey.POOL, "openai")
                        .with(SpecKey.ROUND, 1)
                        .with(SpecKey.TENANT, "acme")
                        .with(SpecKey.PRIORITY, "low")
                        .with(SpecKey.WEIGHT, 2)
                        .with(SpecKey.BUDGET_USD, 5));
    }
}
