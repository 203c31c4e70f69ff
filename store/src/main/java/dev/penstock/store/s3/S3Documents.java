package dev.penstock.store.s3;

import dev.penstock.store.DocumentStore;
import dev.penstock.store.GrowingDocument;
import dev.penstock.store.s3.object.ParallelRequests;
import dev.penstock.store.s3.object.S3Objects;
import dev.penstock.store.s3.object.StoredObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps documents as objects, {@code <folder>/<name>}, and documents that grow as an object for each group of appended lines,
 * {@code <folder>/<name>/<number>}.
 */
final class S3Documents implements DocumentStore {
    /** Allowed names: none that leads to another folder. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    private final S3Objects objects;

    S3Documents(S3Objects objects) {
        this.objects = objects;
    }

    @Override
    public List<String> names(String folder) throws IOException {
        S3Objects.Folder found = objects.folder(checked(folder) + "/");
        return Stream.concat(found.objects().stream().map(StoredObject::key), found.folders().stream())
                .filter(name -> NAME.matcher(name).matches())
                .toList();
    }

    @Override
    public Optional<byte[]> read(String folder, String name) throws IOException {
        Optional<byte[]> whole = objects.read(key(folder, name));
        return whole.isPresent() ? whole : grown(parts(folder, name));
    }

    @Override
    public void write(String folder, String name, byte[] content) throws IOException {
        objects.put(key(folder, name), content);
    }

    @Override
    public GrowingDocument grow(String folder, String name) {
        return new ObjectSeries(objects.below(key(folder, name)));
    }

    @Override
    public boolean delete(String folder, String name) throws IOException {
        List<String> keys = new ArrayList<>(parts(folder, name));
        if (objects.find(key(folder, name)).isPresent()) {
            keys.add(key(folder, name));
        }
        List<Boolean> unused = ParallelRequests.all(keys, key -> {
            objects.delete(key);
            return true;
        });
        return !keys.isEmpty();
    }

    private Optional<byte[]> grown(List<String> parts) throws IOException {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Optional<byte[]> part : ParallelRequests.all(parts, objects::read)) {
            part.ifPresent(all::writeBytes);
        }
        return Optional.of(all.toByteArray());
    }

    private List<String> parts(String folder, String name) throws IOException {
        List<String> parts = new ArrayList<>();
        try {
            objects.list(key(folder, name) + "/").forEach(part -> parts.add(part.key()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return parts;
    }

    private static String key(String folder, String name) {
        return checked(folder) + "/" + checked(name);
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a document");
        }
        return name;
    }
}
