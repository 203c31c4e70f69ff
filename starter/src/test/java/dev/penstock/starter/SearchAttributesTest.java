package dev.penstock.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchAttributes;
import dev.penstock.engine.Engine;
import org.junit.jupiter.api.Test;

class SearchAttributesTest {
    @Test
    void aDevServerOfOurOwnHasTheAttributesThatBatchesAreFoundBy() {
        assertThat(Engine.SEARCH_ATTRIBUTES).containsExactly(BatchAttributes.TENANT.getName());
    }
}
