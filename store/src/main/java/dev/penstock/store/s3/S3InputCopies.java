package dev.penstock.store.s3;

import dev.penstock.store.InputCopies;
import dev.penstock.store.s3.object.ObjectWriter;
import dev.penstock.store.s3.object.S3Objects;
import dev.penstock.store.s3.object.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps copies of inputs as objects, {@code inputs/<name>}; a copy without a name yet is {@code inputs/.drafts/<random>}. */
final class S3InputCopies implements InputCopies {
    private static final String DRAFTS = StoreKeys.INPUTS + ".drafts/";

    private final S3Objects objects;

    S3InputCopies(S3Objects objects) {
        this.objects = objects;
    }

    @Override
    public Copy begin() {
        String draft = DRAFTS + UUID.randomUUID();
        return new ObjectCopy(objects, draft, objects.write(draft));
    }

    @Override
    public List<Kept> list() throws IOException {
        List<Kept> found = new ArrayList<>();
        for (StoredObject object : objects.folder(StoreKeys.INPUTS).objects()) {
            found.add(new Kept(object.key(), object.modified()));
        }
        return found;
    }

    @Override
    public void delete(String name) throws IOException {
        objects.delete(StoreKeys.INPUTS + name);
    }

    @Override
    public URI locate(String name) {
        return objects.locate(StoreKeys.INPUTS + name).toUri();
    }

    @Override
    public Optional<String> name(String input) {
        String folder = objects.locate(StoreKeys.INPUTS).toString();
        String name = input.startsWith(folder) ? input.substring(folder.length()) : "";
        return name.isEmpty() || name.indexOf('/') >= 0 ? Optional.empty() : Optional.of(name);
    }

    @Override
    public long room() {
        return Long.MAX_VALUE;
    }

    /** The name is known when the content is, so the object is written under another name and copied in the bucket. */
    private static final class ObjectCopy extends Copy {
        private final S3Objects objects;
        private final String draft;
        private final ObjectWriter out;

        private ObjectCopy(S3Objects objects, String draft, ObjectWriter out) {
            this.objects = objects;
            this.draft = draft;
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void publish(String name) throws IOException {
            out.publish();
            objects.copy(draft, StoreKeys.INPUTS + name, out.written());
            objects.delete(draft);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
