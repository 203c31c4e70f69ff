package dev.penstock.store.file;

import dev.penstock.store.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Writes a group of lines and makes them durable together, with one write and one fsync per shard. */
final class GroupCommit {
    /** The most files written before their fsync: fewer than may be open, so that none is closed in between. */
    private static final int MAX_FILES = OpenFiles.LIMIT / 2;

    private final OpenFiles files;
    private final DurableLengths durable;
    private final DiskSpace room;
    /** The lines of each file that were written and are not durable. */
    private final Map<AppendFile, Written> written = new LinkedHashMap<>();

    GroupCommit(OpenFiles files, DurableLengths durable, DiskSpace room) {
        this.files = files;
        this.durable = durable;
        this.room = room;
    }

    /** Writes lines, which outlive this process from then on; the next {@link #force} makes them outlive the machine. */
    void write(List<Append> lines) {
        Map<Path, List<Append>> byFolder = new LinkedHashMap<>();
        lines.forEach(line -> byFolder.computeIfAbsent(line.folder, folder -> new ArrayList<>())
                .add(line));
        byFolder.forEach((folder, group) -> {
            try {
                Written more = write(folder, group);
                written.merge(more.file, more, Written::plus);
            } catch (IOException | RuntimeException e) {
                fail(folder, group, e);
            }
            if (written.size() == MAX_FILES) {
                force();
            }
        });
    }

    /** Makes all written lines durable; the futures of all lines are completed when this returns. */
    void force() {
        written.values().forEach(this::force);
        written.clear();
    }

    /** Fails all lines that are written and not durable. */
    void failAll(Throwable cause) {
        written.values().forEach(file -> file.group.forEach(line -> line.done.completeExceptionally(cause)));
        written.clear();
    }

    private Written write(Path folder, List<Append> group) throws IOException {
        AppendFile file = files.in(folder);
        if (file.end() == 0) {
            durable.reached(file.path(), 0);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        group.forEach(line -> bytes.writeBytes(line.bytes));
        boolean isNew = file.end() == 0;
        file.append(bytes.toByteArray());
        return new Written(folder, file, isNew, group);
    }

    private void force(Written written) {
        try {
            written.file.force();
            if (written.isNew) {
                DurableFolders.force(written.folder);
            }
        } catch (IOException | RuntimeException e) {
            fail(written.folder, written.group, e);
            return;
        }
        durable.reached(written.file.path(), written.file.end());
        written.group.forEach(line -> line.done.complete(null));
    }

    private void fail(Path folder, List<Append> group, Exception e) {
        RuntimeException trouble =
                e instanceof IOException io ? DiskErrors.with(folder, files.reasonOf(io)) : (RuntimeException) e;
        if (trouble instanceof StoreUnavailableException full) {
            room.ranOut(full);
        }
        group.forEach(line -> line.done.completeExceptionally(trouble));
    }

    /** A line that is waiting to be written. */
    record Append(Path folder, byte[] bytes, CompletableFuture<Void> done) {}

    private record Written(Path folder, AppendFile file, boolean isNew, List<Append> group) {
        private Written plus(Written later) {
            group.addAll(later.group);
            return this;
        }
    }
}
