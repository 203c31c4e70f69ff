package dev.penstock.service.batches;

import dev.penstock.contracts.BatchProgress;
import dev.penstock.contracts.BatchResult;
import dev.penstock.service.Backend;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes out of messages where files lie, which is nobody's business outside. */
@Singleton
final class Places {
    private final Store store;

    Places(Backend backend) {
        this.store = backend.store();
    }

    String hide(Order order, String message) {
        String input = order.spec().input();
        String cleaned = message.replace(input, order.inputFileId())
                .replace(Path.of(URI.create(input)).toString(), order.inputFileId());
        Path folder = Path.of(store.locate(order.id(), BatchFile.INPUT)).getParent();
        if (folder == null) {
            return cleaned;
        }
        cleaned = cleaned.replace(folder.toString(), order.id().value());
        Path root = folder.getParent();
        // Never the root of all, which every message with a slash has in it.
        return root == null || root.getNameCount() == 0 ? cleaned : cleaned.replace(root.toString(), "the store");
    }

    BatchProgress hide(Order order, BatchProgress progress) {
        return new BatchProgress(
                        progress.id(),
                        progress.state(),
                        progress.total(),
                        progress.finished(),
                        progress.running(),
                        progress.started(),
                        hideIn(order, progress.pausedBecause()),
                        progress.held(),
                        hideIn(order, progress.alert()),
                        progress.budgetUsd())
                .withStages(progress.stages());
    }

    BatchResult hide(Order order, BatchResult result) {
        return new BatchResult(
                result.id(),
                result.status(),
                result.total(),
                result.receipt(),
                result.startedAt(),
                result.finishedAt(),
                result.round(),
                hideIn(order, result.reason()),
                result.output(),
                result.errors());
    }

    private @Nullable String hideIn(Order order, @Nullable String message) {
        return message == null ? null : hide(order, message);
    }
}
