package dev.penstock.starter.table;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.Store;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.StoredPlan;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The answers and dead letters of a batch together, in the order of the input's lines; two of them are in memory. */
final class OrderedResults implements Closeable {
    private final LineReader answers;
    private final LineReader errors;
    private final @Nullable StoredPlan plan;
    private @Nullable Result answer;
    private @Nullable Result error;

    OrderedResults(Store store, BatchId batch) throws IOException {
        this.plan = new PlanFiles(store).find(batch).orElse(null);
        this.answers = lines(store, batch, BatchFile.OUTPUT);
        this.errors = lines(store, batch, BatchFile.ERRORS);
        this.answer = next(answers);
        this.error = next(errors);
    }

    private static LineReader lines(Store store, BatchId batch, BatchFile file) throws IOException {
        return new LineReader(
                store.find(batch, file)
                        .orElseThrow(
                                () -> new FileNotFoundException("batch %s has no %s".formatted(batch, file.path()))),
                Integer.MAX_VALUE);
    }

    private static @Nullable Result next(LineReader lines) throws IOException {
        TextLine line = lines.next();
        return line == null ? null : ResultCodec.decode(line.text());
    }

    /** Returns the result that comes next, and stays before it; null behind the last one. */
    @Nullable
    Result peek() {
        Result paid = answer;
        Result dead = error;
        if (paid == null || dead == null) {
            return paid == null ? dead : paid;
        }
        return line(paid) < line(dead) ? paid : dead;
    }

    /** Returns the line of a result's row; beyond all lines for the answer into which all answers were reduced, which has none. */
    long line(Result result) {
        boolean isReduced = plan != null
                && plan.reduce() != null
                && result.line() == plan.results()
                && result.customId().equals(plan.reduce().name());
        return isReduced ? Long.MAX_VALUE : result.line();
    }

    /** Goes behind the result that came next. */
    void skip() throws IOException {
        if (peek() == answer) {
            answer = next(answers);
        } else {
            error = next(errors);
        }
    }

    @Override
    public void close() throws IOException {
        try (answers) {
            errors.close();
        }
    }
}
