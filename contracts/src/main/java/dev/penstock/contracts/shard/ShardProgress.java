package dev.penstock.contracts.shard;

import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.pipeline.StageTotal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The progress of a running shard. */
public record ShardProgress(
        int shard,
        Receipt finished,
        int slicesLeft,
        @Nullable List<StageTotal> stages) {}
