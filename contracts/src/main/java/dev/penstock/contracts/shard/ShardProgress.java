package dev.penstock.contracts.shard;

import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.pipeline.StageTotal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a running shard is. */
public record ShardProgress(
        int shard,
        Receipt finished,
        int slicesLeft,
        @Nullable List<StageTotal> stages) {}
