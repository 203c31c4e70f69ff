package dev.penstock.starter.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitingBatchesTest {
    private static final BatchId OLD = new BatchId("old");
    private static final BatchId LATER = new BatchId("later");

    private final List<BatchId> running = new ArrayList<>(List.of(OLD));
    private final Map<BatchId, String> missing = new HashMap<>();
    private final List<String> said = new ArrayList<>();
    private final WaitingBatches waiting =
            new WaitingBatches(() -> running, batch -> Optional.ofNullable(missing.get(batch)), said::add, () -> 0);

    @Test
    void eachBatchThatWaitsIsNamedOnce() {
        missing.put(OLD, "waits for a worker with pool p");
        waiting.sayNew();
        waiting.sayNew();
        assertThat(said).containsExactly("batch old waits for a worker with pool p");

        running.add(LATER);
        waiting.sayNew();
        missing.put(LATER, "waits for a worker with pool q");
        waiting.sayNew();
        assertThat(said).hasSize(2).last().isEqualTo("batch later waits for a worker with pool q");
    }
}
