package dev.penstock.activities.pipeline.reduce;

import dev.penstock.activities.answer.AnswerText;
import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.ShardResults;
import dev.penstock.store.plan.ShardPlan;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the answers that a level's groups are made of, in order, one in memory at a time. */
final class AnswerGroups {
    private final Function<ShardPlan, ShardResults> results;

    /**
     * @param results returns the results of a shard
     */
    AnswerGroups(Function<ShardPlan, ShardResults> results) {
        this.results = results;
    }

    /** Receives the answers. */
    @FunctionalInterface
    interface Visitor {
        void visit(String answer) throws IOException;
    }

    /** Passes the answers of a shard to a visitor; dead letters are left out. */
    void each(ShardPlan shard, Visitor visitor) throws IOException {
        try (ShardResults logged = results.apply(shard)) {
            for (Map.Entry<Long, Result> result : new TreeMap<>(logged.byLine()).entrySet()) {
                if (result.getValue().isAnswered()) {
                    Result whole = ResultCodec.decode(logged.raw(result.getKey()));
                    visitor.visit(
                            whole.response() == null
                                    ? ""
                                    : AnswerText.text(whole.response()).orElse(""));
                }
            }
        }
    }
}
