package dev.penstock.contracts.shard;

import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.pipeline.StageTotal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a shard brought, and whether every request of it has a result. */
public record ShardResult(
        Receipt receipt, boolean whole, @Nullable List<StageTotal> stages) {}
