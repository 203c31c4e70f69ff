package dev.penstock.store.file;

import dev.penstock.store.log.IndexedResult;
import dev.penstock.store.log.IndexedResults;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The results of a shard in files, which stay open while they are read. */
final class FileShardResults extends IndexedResults {
    private final Map<String, RandomAccessFile> files = new HashMap<>();

    FileShardResults(Map<Long, IndexedResult> found) {
        super(found);
    }

    @Override
    protected byte[] read(IndexedResult place) {
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
