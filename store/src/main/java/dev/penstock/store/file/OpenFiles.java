package dev.penstock.store.file;

import dev.penstock.store.log.WriterName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open files of one writer, one per folder; the least recently used is closed first. Not thread-safe. */
final class OpenFiles {
    private static final Logger log = LoggerFactory.getLogger(OpenFiles.class);
    static final int LIMIT = 64;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final StoreRoot store;
    private final WriterName name;
    private final String suffix;
    private final Consumer<AppendFile> beforeClose;
    private final Map<Path, Open> open = new LinkedHashMap<>(16, 0.75f, true);

    OpenFiles(StoreRoot store, WriterName name, String suffix, Consumer<AppendFile> beforeClose) {
        this.store = store;
        this.name = name;
        this.suffix = suffix;
        this.beforeClose = beforeClose;
    }

    /** Returns the open file of a folder, or a new one when none is open or the open one was deleted. */
    AppendFile in(Path folder) throws IOException {
        Open found = open.get(folder);
        if (found != null && found.file.isUsable() && Files.exists(found.file.path())) {
            found.used = System.nanoTime();
            return found.file;
        }
        close(folder);
        while (open.size() >= LIMIT) {
            close(open.keySet().iterator().next());
        }
        DurableFolders.create(store.forWriting(folder));
        AppendFile file = AppendFile.create(folder.resolve(name.next(suffix)));
        open.put(folder, new Open(file));
        return file;
    }

    /** Returns why an error of one of these files came about. */
    IOException reasonOf(IOException e) {
        return store.reasonOf(e);
    }

    void closeIdle() {
        long now = System.nanoTime();
        List<Path> idle = new ArrayList<>();
        for (Entry<Path, Open> entry : open.entrySet()) {
            if (now - entry.getValue().used < IDLE_NANOS) {
                break; // ordered by last use
            }
            idle.add(entry.getKey());
        }
        idle.forEach(this::close);
    }

    void closeAll() {
        List.copyOf(open.keySet()).forEach(this::close);
    }

    private void close(Path folder) {
        Open closing = open.remove(folder);
        if (closing == null) {
            return;
        }
        beforeClose.accept(closing.file);
        try {
            closing.file.close();
        } catch (IOException e) {
            log.warn("Could not close {}: {}", closing.file.path(), e.getMessage());
        }
    }

    private static final class Open {
        private final AppendFile file;
        private long used = System.nanoTime();

        private Open(AppendFile file) {
            this.file = file;
        }
    }
}
