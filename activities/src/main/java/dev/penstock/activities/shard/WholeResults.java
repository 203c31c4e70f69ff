package dev.penstock.activities.shard;

import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.ShardResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads logged results with their bodies; opens the log once, and only when one is asked for. Not safe for threads. */
final class WholeResults implements LongFunction<Result>, AutoCloseable {
    private final Supplier<ShardResults> log;
    private @Nullable ShardResults opened;

    WholeResults(Supplier<ShardResults> log) {
        this.log = log;
    }

    @Override
    public Result apply(long line) {
        ShardResults results = opened;
        if (results == null) {
            results = log.get();
            opened = results;
        }
        try {
            return ResultCodec.decode(results.raw(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
