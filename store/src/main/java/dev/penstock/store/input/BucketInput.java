package dev.penstock.store.input;

import dev.penstock.store.s3.object.S3Location;
import java.nio.file.Path;
import java.util.Optional;

/** An input that is an object in a bucket. */
public record BucketInput(S3Location place) implements InputLocation {
    static BucketInput of(String input) {
        S3Location place = S3Location.of(input);
        if (place.key().isEmpty() || place.key().endsWith("/")) {
            throw new IllegalArgumentException(
                    "input '%s' is a bucket or a folder in one: name an object such as s3://bucket/in.jsonl"
                            .formatted(input));
        }
        return new BucketInput(place);
    }

    @Override
    public String address() {
        return place.toString();
    }

    @Override
    public String fileName() {
        return place.key().substring(place.key().lastIndexOf('/') + 1);
    }

    @Override
    public Optional<Path> path() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
