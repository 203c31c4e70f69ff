package dev.penstock.service.batches;

import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.pool.AccountRejection;
import dev.penstock.service.ApiBackend;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.s3.object.S3Location;
import dev.penstock.store.s3.object.S3Settings;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Replaces the places of the server's files in messages for callers, and leaves out what providers say about the account. */
@Singleton
final class HiddenPaths {
    private final Store store;

    HiddenPaths(ApiBackend backend) {
        this.store = backend.store();
    }

    String hide(BatchRecord record, String message) {
        String input = record.input();
        String cleaned = message.replace(input, record.inputFileId());
        String own = store.locate(record.id(), BatchFile.INPUT).toString();
        return S3Location.isAddress(own)
                ? hideAddresses(record, cleaned, own.substring(0, own.lastIndexOf('/')))
                : hidePaths(record, cleaned, input, own);
    }

    private static String hideAddresses(BatchRecord record, String message, String folder) {
        String batches = folder.substring(0, folder.lastIndexOf('/'));
        S3Location root = S3Location.of(batches.substring(0, batches.lastIndexOf('/')));
        String cleaned = message.replace(folder, record.id().value()).replace(batches, "the store");
        return new HiddenBucket(root, S3Settings.endpoint()).hide(cleaned);
    }

    private static String hidePaths(BatchRecord record, String message, String input, String own) {
        String cleaned = message.replace(Path.of(URI.create(input)).toString(), record.inputFileId());
        Path folder = Path.of(URI.create(own)).getParent();
        if (folder == null) {
            return cleaned;
        }
        cleaned = cleaned.replace(folder.toString(), record.id().value());
        Path root = folder.getParent();
        // Never the root of all, which every message with a slash has in it.
        return root == null || root.getNameCount() == 0 ? cleaned : cleaned.replace(root.toString(), "the store");
    }

    BatchProgress hide(BatchRecord record, BatchProgress progress) {
        return progress.withRemarks(hideIn(record, progress.pausedBecause()), hideIn(record, progress.alert()));
    }

    BatchResult hide(BatchRecord record, BatchResult result) {
        return new BatchResult(
                result.id(),
                result.status(),
                result.total(),
                result.receipt(),
                result.startedAt(),
                result.finishedAt(),
                result.round(),
                hideIn(record, result.reason()),
                result.output(),
                result.errors());
    }

    private @Nullable String hideIn(BatchRecord record, @Nullable String message) {
        return message == null ? null : hide(record, AccountRejection.forTenants(message));
    }
}
