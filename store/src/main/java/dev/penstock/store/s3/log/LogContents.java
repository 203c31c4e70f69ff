package dev.penstock.store.s3.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.store.s3.object.S3Objects;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads objects of the log, and keeps those that were read or written last: neighbouring shards share them. */
final class LogContents {
    private static final long KEPT_BYTES = 32L << 20;

    private final Map<String, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    LogContent read(S3Objects log, LogObject object) throws IOException {
        String place = log.locate(object.key()).toString();
        try {
            Optional<byte[]> found = find(place);
            if (found.isPresent()) {
                return LogContent.decode(found.get());
            }
            byte[] read = log.read(object.key()).orElseThrow(() -> new FileNotFoundException("it was deleted"));
            keep(place, read);
            return LogContent.decode(read);
        } catch (FileNotFoundException | JsonProcessingException e) {
            throw new IOException("%s cannot be read: %s".formatted(place, e.getMessage()), e);
        }
    }

    /** Reads one line. */
    byte[] read(S3Objects log, String key, long offset, int length) throws IOException {
        Optional<byte[]> found = find(log.locate(key).toString());
        if (found.isPresent()) {
            byte[] line = new byte[length];
            System.arraycopy(found.get(), (int) offset, line, 0, length);
            return line;
        }
        return log.range(key, offset, length);
    }

    synchronized void keep(String place, byte[] content) {
        byte[] before = kept.put(place, content);
        bytes += content.length - (before == null ? 0 : before.length);
        var eldest = kept.entrySet().iterator();
        while (bytes > KEPT_BYTES && eldest.hasNext()) {
            bytes -= eldest.next().getValue().length;
            eldest.remove();
        }
    }

    private synchronized Optional<byte[]> find(String place) {
        return Optional.ofNullable(kept.get(place));
    }
}
