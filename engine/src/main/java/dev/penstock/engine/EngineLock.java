package dev.penstock.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A lock among all processes that share a state folder; the operating system releases it when its holder dies. */
final class EngineLock {

    /** The longest wait for the lock: longer than the slowest download of the CLI. */
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Duration SILENT_WAIT = Duration.ofSeconds(2);

    /** Locks among this process's threads, because a file lock belongs to the whole process. */
    private static final ConcurrentMap<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Path file;
    private final Consumer<String> say;

    EngineLock(Path file, Consumer<String> say) {
        this.file = file;
        this.say = say;
    }

    <T> T whileHeld(Supplier<T> work) {
        ReentrantLock here = IN_THIS_PROCESS.computeIfAbsent(file, path -> new ReentrantLock());
        here.lock();
        try (FileChannel channel = open()) {
            FileLock held = await(channel);
            try {
                return work.get();
            } finally {
                held.release();
            }
        } catch (IOException e) {
            throw new EngineUnavailable("cannot lock %s: %s".formatted(file, e.getMessage()), e);
        } finally {
            here.unlock();
        }
    }

    private FileChannel open() throws IOException {
        PrivateFiles.ownFile(file);
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private FileLock await(FileChannel channel) throws IOException {
        long start = System.nanoTime();
        boolean announced = false;
        while (true) {
            FileLock held = channel.tryLock();
            if (held != null) {
                return held;
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(TIMEOUT) > 0) {
                throw new EngineUnavailable("the state folder is in use: another penstock has held %s for %d minutes"
                        .formatted(file, TIMEOUT.toMinutes()));
            }
            if (!announced && waited.compareTo(SILENT_WAIT) > 0) {
                say.accept("waiting for another penstock that is starting or stopping Temporal …");
                announced = true;
            }
            PollingPause.of(Duration.ofMillis(30));
        }
    }
}
