package dev.penstock.store.s3;

import dev.penstock.store.FileId;
import dev.penstock.store.Json;
import dev.penstock.store.Upload;
import dev.penstock.store.UploadedFile;
import dev.penstock.store.UploadedFiles;
import dev.penstock.store.s3.object.ParallelRequests;
import dev.penstock.store.s3.object.S3Objects;
import dev.penstock.store.s3.object.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps uploaded files as objects; a file is there when its metadata are, which are written last and deleted first. */
final class S3Uploads implements UploadedFiles {
    static final String CONTENT = "/content";
    static final String FACTS = "/file.json";

    /** Longer than an upload takes from its last byte to its metadata. */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private final S3Objects objects;
    private final Clock clock;
    /** Cached metadata of uploaded files, which never change; whether a file is still there is asked each time. */
    private final Map<FileId, UploadedFile> known = new ConcurrentHashMap<>();

    S3Uploads(S3Objects objects, Clock clock) {
        this.objects = objects;
        this.clock = clock;
    }

    @Override
    public Upload begin() {
        FileId id = FileId.next();
        return new ObjectUpload(id, objects, objects.write(key(id) + CONTENT));
    }

    @Override
    public Optional<UploadedFile> find(FileId id) throws IOException {
        UploadedFile kept = known.get(id);
        if (kept != null && objects.find(key(id) + FACTS).isPresent()) {
            return Optional.of(kept);
        }
        return read(id);
    }

    private Optional<UploadedFile> read(FileId id) throws IOException {
        Optional<byte[]> facts = objects.read(key(id) + FACTS);
        if (facts.isEmpty()) {
            known.remove(id);
            return Optional.empty();
        }
        UploadedFile file = Json.MAPPER.readValue(facts.get(), UploadedFile.class);
        known.put(id, file);
        return Optional.of(file);
    }

    @Override
    public List<UploadedFile> list() throws IOException {
        List<FileId> ids = new ArrayList<>();
        for (StoredObject object : objects.list(StoreKeys.UPLOADS)) {
            if (object.key().endsWith(FACTS)) {
                id(object).ifPresent(ids::add);
            }
        }
        // The list shows that those that are known are still there.
        List<UploadedFile> files = new ArrayList<>();
        List<FileId> unknown = new ArrayList<>();
        for (FileId id : ids) {
            UploadedFile file = known.get(id);
            if (file == null) {
                unknown.add(id);
            } else {
                files.add(file);
            }
        }
        ParallelRequests.all(unknown, this::read).forEach(read -> read.ifPresent(files::add));
        files.sort(Comparator.comparing(UploadedFile::id));
        return List.copyOf(files);
    }

    @Override
    public Optional<InputStream> open(FileId id, long from) throws IOException {
        return objects.open(key(id) + CONTENT, from);
    }

    @Override
    public URI locate(FileId id) {
        return objects.locate(key(id) + CONTENT).toUri();
    }

    @Override
    public boolean delete(FileId id) throws IOException {
        known.remove(id);
        boolean was = objects.find(key(id) + FACTS).isPresent();
        objects.delete(key(id) + FACTS);
        objects.delete(key(id) + CONTENT);
        return was;
    }

    @Override
    public void deleteAbandoned() throws IOException {
        String last = "";
        for (StoredObject object : objects.list(StoreKeys.UPLOADS)) {
            // In the order of the keys, a file's content comes before its metadata.
            if (!last.isEmpty() && !object.key().startsWith(last)) {
                objects.delete(last + CONTENT);
            }
            boolean isOldContent = object.key().endsWith(CONTENT)
                    && object.modified().isBefore(clock.instant().minus(ABANDONED_AFTER));
            last = isOldContent ? object.key().substring(0, object.key().length() - CONTENT.length()) : "";
        }
        if (!last.isEmpty()) {
            objects.delete(last + CONTENT);
        }
    }

    private static Optional<FileId> id(StoredObject object) {
        String key = object.key();
        return FileId.find(key.substring(StoreKeys.UPLOADS.length(), key.indexOf('/', StoreKeys.UPLOADS.length())));
    }

    private static String key(FileId id) {
        return StoreKeys.UPLOADS + id.value();
    }
}
