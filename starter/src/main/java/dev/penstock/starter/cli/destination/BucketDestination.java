package dev.penstock.starter.cli.destination;

import dev.penstock.client.batch.InputName;
import dev.penstock.starter.cli.output.OutputContent;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.StoreUnavailableException;
import dev.penstock.store.s3.object.BucketFile;
import dev.penstock.store.s3.object.ObjectWriter;
import dev.penstock.store.s3.object.S3Location;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** An object in a bucket, which has all of the new content or what it had before. */
record BucketDestination(S3Location object) implements OutputDestination {
    /**
     * @throws UserError if the address names no object
     */
    static BucketDestination of(String address) {
        S3Location place;
        try {
            place = S3Location.of(address);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage() + "; name an object with -o");
        }
        if (place.key().isEmpty() || place.key().endsWith("/")) {
            throw new UserError(
                    "%s is a bucket or a folder in one; name an object for the results with -o".formatted(address));
        }
        return new BucketDestination(place);
    }

    /** Returns the object for dead letters beside this one. */
    BucketDestination errors() {
        int name = object.key().lastIndexOf('/') + 1;
        Path errors = InputName.errors(Path.of(object.key().substring(name)));
        return new BucketDestination(
                new S3Location(object.bucket(), object.key().substring(0, name) + errors));
    }

    private BucketFile file() {
        return new BucketFile(object);
    }

    @Override
    public void checkWritable() {
        try {
            file().tryWriting();
        } catch (StoreUnavailableException | IOException e) {
            throw new UserError("the results cannot be written to %s: %s; name another place with -o"
                    .formatted(object, e.getMessage()));
        }
    }

    @Override
    public void write(OutputContent content, Publication publication) throws IOException {
        try (ObjectWriter out = file().write()) {
            content.writeTo(out);
            publication.prepare(out.written(), FileTime.fromMillis(0));
            out.publish();
        }
    }

    @Override
    public Optional<PresentOutput> present() throws IOException {
        return file().find()
                .map(found -> new PresentOutput(
                        object.toString(), found.size(), FileTime.from(found.modified()), () -> file().open()));
    }

    @Override
    public Optional<String> place() {
        return Optional.of(object.toString());
    }

    @Override
    public String toString() {
        return object.toString();
    }
}
