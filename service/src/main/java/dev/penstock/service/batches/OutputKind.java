package dev.penstock.service.batches;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.store.BatchFile;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of files that a batch leaves; file ids are derived from the batch's id. */
enum OutputKind {
    OUTPUT("file-output-", BatchFile.OUTPUT),
    ERRORS("file-errors-", BatchFile.ERRORS);

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32}");

    private final String prefix;
    private final BatchFile file;

    OutputKind(String prefix, BatchFile file) {
        this.prefix = prefix;
        this.file = file;
    }

    /** The kind and batch that a file id names. */
    record Named(OutputKind kind, BatchId batch) {}

    static Optional<Named> named(String fileId) {
        for (OutputKind kind : values()) {
            String digits = fileId.startsWith(kind.prefix) ? fileId.substring(kind.prefix.length()) : "";
            if (DIGITS.matcher(digits).matches()) {
                return Optional.of(new Named(kind, BatchRecords.id(digits)));
            }
        }
        return Optional.empty();
    }

    BatchFile file() {
        return file;
    }

    String fileId(BatchId batch) {
        return prefix + batch.value().substring(batch.value().indexOf('_') + 1);
    }

    String filename(BatchId batch) {
        return batch + "_" + file.path();
    }

    boolean isIn(BatchResult result) {
        long lines = this == OUTPUT
                ? result.receipt().counts().completed()
                : result.receipt().counts().failed();
        return lines > 0;
    }
}
