package dev.penstock.activities.batch.planning;

import dev.penstock.activities.Receipts;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.formats.InputLine;
import dev.penstock.formats.InputReader;
import dev.penstock.formats.InputReaders;
import dev.penstock.formats.InputSource;
import dev.penstock.formats.UnreadableInputException;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.Store;
import dev.penstock.store.StoredJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of a batch that was cancelled before its input was planned: every request is counted, and stands in the
 * error file as {@code batch_cancelled}.
 */
public final class CancelledInput {
    private static final Result.Error CANCELLED =
            new Result.Error("batch_cancelled", "the batch was cancelled before its input was validated");

    private final Store store;
    private final long most;

    public CancelledInput(Store store) {
        this(store, PlanLimits.REQUESTS);
    }

    /**
     * @param most the most requests that are counted
     */
    CancelledInput(Store store, long most) {
        this.store = store;
        this.most = most;
    }

    /**
     * Writes the output, error and summary files; safe to run again.
     *
     * @throws UncountedInputException when the requests cannot be read
     */
    public BatchResult write(BatchId batch, BatchSpec spec, Instant started, Instant ended)
            throws IOException, UncountedInputException {
        try {
            return summary(batch, spec, writeErrors(batch, spec), started, ended);
        } catch (UnreadableInputException e) {
            throw new UncountedInputException(e);
        }
    }

    private Receipt writeErrors(BatchId batch, BatchSpec spec) throws IOException {
        InputSource source = InputSource.of(spec.input());
        source.refusePacked();
        Receipt receipt = Receipt.NONE;
        try (InputReader lines = InputReaders.open(source, spec);
                AtomicFile output = store.create(batch, BatchFile.OUTPUT);
                AtomicFile errors = store.create(batch, BatchFile.ERRORS)) {
            CustomIds ids = new CustomIds();
            for (InputLine line = next(lines, source); line != null; line = next(lines, source)) {
                if (receipt.counts().done() >= most) {
                    throw new UnreadableInputException("the input has more than %,d requests".formatted(most), null);
                }
                String customId = ids.takeForInvalid(line.customId(), line.line());
                Result result =
                        Result.builder(line.line(), customId).error(CANCELLED).build();
                errors.write(ResultCodec.encode(batch, result));
                receipt = receipt.plus(Receipts.of(List.of(result)));
            }
            output.publish();
            errors.publish();
            return receipt;
        }
    }

    private BatchResult summary(BatchId batch, BatchSpec spec, Receipt receipt, Instant started, Instant ended)
            throws IOException {
        BatchResult result = new BatchResult(
                batch,
                BatchState.CANCELLED,
                receipt.counts().done(),
                receipt,
                started,
                ended,
                spec.round(),
                CANCELLED.message(),
                store.locate(batch, BatchFile.OUTPUT).toString(),
                store.locate(batch, BatchFile.ERRORS).toString());
        new StoredJson<>(store, BatchFile.SUMMARY, BatchResult.class).write(batch, result);
        return result;
    }

    private static @Nullable InputLine next(InputReader lines, InputSource source) {
        try {
            return lines.next();
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    /** Thrown when the requests of an input cannot be counted; the message is a sentence for the user. */
    public static final class UncountedInputException extends Exception {
        private UncountedInputException(UnreadableInputException why) {
            super(why.getMessage(), why);
        }
    }
}
