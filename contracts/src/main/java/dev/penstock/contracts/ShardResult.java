package dev.penstock.contracts;

import dev.penstock.contracts.stage.StageTotal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a shard brought, and whether every request of it has a result. */
public record ShardResult(
        Receipt receipt, boolean whole, @Nullable List<StageTotal> stages) {}
