package dev.penstock.store.file;

import dev.penstock.store.Result;
import dev.penstock.store.ShardResults;
import dev.penstock.store.log.IndexedResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/** Keeps the places of a shard's results, and reads a result's line from its file on demand. */
final class FileShardResults implements ShardResults {
    private final Map<Long, IndexedResult> found;
    private final Map<Long, Result> byLine = new HashMap<>();
    private final Map<String, RandomAccessFile> files = new HashMap<>();

    FileShardResults(Map<Long, IndexedResult> found) {
        this.found = found;
        found.forEach((line, each) -> byLine.put(line, each.result()));
    }

    @Override
    public Map<Long, Result> byLine() {
        return byLine;
    }

    @Override
    public byte[] raw(long line) {
        IndexedResult place = found.get(line);
        if (place == null) {
            throw new NoSuchElementException("line " + line + " has no result");
        }
        try {
            RandomAccessFile file = files.get(place.file());
            if (file == null) {
                file = new RandomAccessFile(place.file(), "r");
                files.put(place.file(), file);
            }
            byte[] text = new byte[place.length()];
            file.seek(place.offset());
            file.readFully(text);
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (RandomAccessFile file : files.values()) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        files.clear();
    }
}
