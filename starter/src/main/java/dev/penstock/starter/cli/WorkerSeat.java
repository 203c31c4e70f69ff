package dev.penstock.starter.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The right to call pools from this state folder, each held by one process at a time, so that two runs side by side
 * don't use a quota twice. The operating system gives it back when its holder dies.
 */
final class WorkerSeat implements AutoCloseable {
    private final List<FileChannel> channels = new ArrayList<>();

    private WorkerSeat() {}

    /** Empty when another process has the right to one of them. */
    static Optional<WorkerSeat> take(Path home, List<String> pools) {
        WorkerSeat seat = new WorkerSeat();
        try {
            Path folder = Files.createDirectories(home.resolve("workers"));
            // In one order, so that of two processes that begin together one gets them all.
            for (String pool : pools.stream().sorted().toList()) {
                if (!seat.add(folder.resolve(pool + ".lock"))) {
                    seat.close();
                    return Optional.empty();
                }
            }
            return Optional.of(seat);
        } catch (IOException e) {
            seat.close();
            throw new UncheckedIOException("cannot write to " + home + ": " + e.getMessage(), e);
        }
    }

    private boolean add(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channels.add(channel);
        return channel.tryLock() != null;
    }

    @Override
    public void close() {
        for (FileChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
