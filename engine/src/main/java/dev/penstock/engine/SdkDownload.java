package dev.penstock.engine;

import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Downloads the Temporal CLI through the SDK, whose download is only available by starting a server once. */
final class SdkDownload {

    /** How long to wait for the first file; without a network, the SDK itself would wait a minute. */
    private static final Duration NOTICE_DELAY = Duration.ofSeconds(4);

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Path folder;
    private final Consumer<String> say;

    SdkDownload(EngineHome home, Consumer<String> say) {
        this.folder = home.engine().resolve("download");
        this.say = say;
    }

    /** Downloads the CLI to the given path and tells whether that succeeded. */
    boolean to(Path binary) {
        say.accept("downloading the Temporal CLI …");
        CompletableFuture<Void> download = new CompletableFuture<>();
        // A daemon thread, because an abandoned download cannot be interrupted.
        Thread.ofPlatform().daemon().name("temporal-download").start(() -> {
            try {
                startOnce();
                download.complete(null);
            } catch (RuntimeException | Error e) {
                download.completeExceptionally(e);
            }
        });
        return endsWell(download) && find().map(found -> move(found, binary)).orElse(false);
    }

    private void startOnce() {
        TemporalDevServer.start(TemporalDevServerOptions.newBuilder()
                        .setDownloadDestination(folder.toString())
                        .setUiEnabled(false)
                        .build())
                .close();
    }

    private boolean endsWell(CompletableFuture<Void> download) {
        return endsWell(download, NOTICE_DELAY) || (isUnderWay(download) && endsWell(download, LIMIT));
    }

    private boolean endsWell(CompletableFuture<Void> download, Duration limit) {
        try {
            download.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isUnderWay(CompletableFuture<Void> download) {
        return !download.isDone() && files().anyMatch(file -> !file.toString().endsWith(".lock"));
    }

    private Optional<Path> find() {
        return files().filter(file -> file.getFileName().toString().startsWith("temporal"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Stream<Path> files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
