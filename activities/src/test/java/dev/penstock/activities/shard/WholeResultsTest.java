package dev.penstock.activities.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.ShardResults;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WholeResultsTest {
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void theLogIsOpenedOnceForAllLinesAndClosed() {
        try (WholeResults whole = new WholeResults(this::open)) {
            assertThat(opened).hasValue(0);
            for (long line = 1; line <= 5; line++) {
                assertThat(whole.apply(line).line()).isEqualTo(line);
            }
        }

        assertThat(opened).hasValue(1);
        assertThat(closed).hasValue(1);
    }

    @Test
    void aSliceThatAsksForNothingOpensNothing() {
        new WholeResults(this::open).close();

        assertThat(opened).hasValue(0);
    }

    private ShardResults open() {
        opened.incrementAndGet();
        return new ShardResults() {
            @Override
            public Map<Long, Result> byLine() {
                return Map.of();
            }

            @Override
            public byte[] raw(long line) {
                return ResultCodec.encode(new BatchId("b"), result(line));
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    private static Result result(long line) {
        return Result.builder(line, "request-" + line)
                .error(new Result.Error("code", "message"))
                .build();
    }
}
