package dev.penstock.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names one uploaded file, and is its folder in the store; later ones sort behind earlier ones. */
public record FileId(@JsonValue String value) implements Comparable<FileId> {
    private static final String PREFIX = "file-";
    private static final Pattern ALLOWED = Pattern.compile(PREFIX + "[0-9a-f]{32}");

    @JsonCreator
    public FileId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not the id of an uploaded file");
        }
    }

    public static FileId next() {
        return new FileId(PREFIX + TimeOrderedId.next());
    }

    /** Empty for what is no id of ours, so that it never becomes a path. */
    public static Optional<FileId> find(String text) {
        return ALLOWED.matcher(text).matches() ? Optional.of(new FileId(text)) : Optional.empty();
    }

    /** To the millisecond; the id begins with it. */
    public Instant createdAt() {
        return TimeOrderedId.time(value.substring(PREFIX.length()));
    }

    @Override
    public int compareTo(FileId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
