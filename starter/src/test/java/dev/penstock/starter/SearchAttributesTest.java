package dev.penstock.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.batch.BatchAttributes;
import dev.penstock.engine.TemporalEngine;
import org.junit.jupiter.api.Test;

class SearchAttributesTest {
    @Test
    void aDevServerOfOurOwnHasTheAttributesThatBatchesAreFoundBy() {
        assertThat(TemporalEngine.SEARCH_ATTRIBUTES).containsExactly(BatchAttributes.TENANT.getName());
    }
}
