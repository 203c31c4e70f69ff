package dev.penstock.contracts.shard;

import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.pipeline.StageTotal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a shard: its receipts, and whether every request has a result. */
public record ShardResult(
        Receipt receipt, boolean whole, @Nullable List<StageTotal> stages) {}
