package dev.penstock.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The id of an uploaded file, which is also the name of its folder in the store; ids sort by their time of creation. */
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

    /** Parses an id; empty for any other text, so that foreign text never becomes a path. */
    public static Optional<FileId> find(String text) {
        return ALLOWED.matcher(text).matches() ? Optional.of(new FileId(text)) : Optional.empty();
    }

    /** Returns the time at which this id was made, to the millisecond; the id begins with the time. */
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
