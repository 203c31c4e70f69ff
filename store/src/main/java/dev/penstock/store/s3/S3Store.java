package dev.penstock.store.s3;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.StoreId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.FollowedResults;
import dev.penstock.store.InputCopies;
import dev.penstock.store.LoggedResults;
import dev.penstock.store.RequestLine;
import dev.penstock.store.ResponseCache;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardResults;
import dev.penstock.store.Store;
import dev.penstock.store.UploadedFiles;
import dev.penstock.store.line.RequestLines;
import dev.penstock.store.s3.log.ObjectLogs;
import dev.penstock.store.s3.object.ParallelRequests;
import dev.penstock.store.s3.object.S3Connection;
import dev.penstock.store.s3.object.S3Location;
import dev.penstock.store.s3.object.S3Objects;
import dev.penstock.store.s3.object.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;

/** A store in a bucket, which processes on many machines share. */
public final class S3Store implements Store {
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9!_.*'()/-]*");

    private final S3Objects objects;
    private final ObjectLogs logs;
    private final StoreIdObject id;
    private final S3Documents documents;
    private final S3Uploads uploads;
    private final S3ResponseCache responses;
    private final S3InputCopies inputs;
    private final BucketCheck check;

    /**
     * @param root the place of the store in a bucket
     */
    public S3Store(S3Client client, S3Location root, Clock clock) {
        this.objects = new S3Objects(client, root);
        this.logs = new ObjectLogs(batch -> objects.below(StoreKeys.results(batch)), clock);
        this.id = new StoreIdObject(objects);
        this.documents = new S3Documents(objects);
        this.uploads = new S3Uploads(objects, clock);
        this.responses = new S3ResponseCache(objects, clock);
        this.inputs = new S3InputCopies(objects);
        this.check = new BucketCheck(objects);
    }

    /**
     * Opens the store at a URI with the connection that the environment sets.
     *
     * @param root such as {@code s3://bucket/prefix}
     * @throws IllegalArgumentException for any other URI, with a sentence for the user
     */
    public static S3Store at(URI root) {
        S3Location place = S3Location.of(root.toString());
        String prefix = place.key().replaceFirst("/+$", "");
        if (!PREFIX.matcher(prefix).matches() || prefix.contains("//")) {
            throw new IllegalArgumentException(
                    "store '%s': its prefix may have letters, digits, and - _ . / only".formatted(root));
        }
        return new S3Store(S3Connection.shared(), new S3Location(place.bucket(), prefix), Clock.systemUTC());
    }

    @Override
    public StoreId id() {
        try {
            return id.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public List<RequestLine> read(BatchId batch, BatchFile file, Slice slice) {
        return RequestLines.read(this, batch, file, slice);
    }

    @Override
    public ResultLog openLog() {
        return logs.open();
    }

    @Override
    public ShardResults results(BatchId batch, int shard) {
        return logs.results(batch, shard);
    }

    @Override
    public ShardResults results(BatchId batch, int shard, String stage) {
        return logs.results(batch, shard, stage);
    }

    @Override
    public void setAside(BatchId batch, Set<String> stages, int round) throws IOException {
        logs.setAside(batch, stages, round);
    }

    @Override
    public FollowedResults follow(BatchId batch) {
        return logs.follow(batch);
    }

    @Override
    public LoggedResults logged(BatchId batch) {
        return logs.logged(batch);
    }

    @Override
    public boolean hasResults(BatchId batch) {
        return logs.isThere(batch);
    }

    @Override
    public Optional<InputStream> find(BatchId batch, BatchFile file) throws IOException {
        return objects.open(StoreKeys.file(batch, file), 0);
    }

    @Override
    public boolean has(BatchId batch, BatchFile file) throws IOException {
        return objects.find(StoreKeys.file(batch, file)).isPresent();
    }

    @Override
    public byte[] readRange(BatchId batch, BatchFile file, long offset, int length) throws IOException {
        return objects.range(StoreKeys.file(batch, file), offset, length);
    }

    @Override
    public AtomicFile create(BatchId batch, BatchFile file) {
        return objects.write(StoreKeys.file(batch, file));
    }

    @Override
    public void delete(BatchId batch, BatchFile file) throws IOException {
        objects.delete(StoreKeys.file(batch, file));
    }

    @Override
    public List<BatchId> batches() throws IOException {
        return objects.folder(StoreKeys.BATCHES).folders().stream()
                .filter(BatchId::isValid)
                .map(BatchId::new)
                .toList();
    }

    @Override
    public DocumentStore documents() {
        return documents;
    }

    @Override
    public ResponseCache responses() {
        return responses;
    }

    @Override
    public URI locate(BatchId batch, BatchFile file) {
        return objects.locate(StoreKeys.file(batch, file)).toUri();
    }

    @Override
    public Optional<Written> written(BatchId batch, BatchFile file) throws IOException {
        return objects.find(StoreKeys.file(batch, file)).map(found -> new Written(found.size(), found.modified()));
    }

    @Override
    public Map<BatchId, Map<BatchFile, Written>> written(Collection<BatchId> batches, Set<BatchFile> files)
            throws IOException {
        List<BatchId> each = List.copyOf(batches);
        List<Map<BatchFile, Written>> found = ParallelRequests.all(each, batch -> written(batch, files));
        Map<BatchId, Map<BatchFile, Written>> all = new HashMap<>();
        for (int i = 0; i < each.size(); i++) {
            all.put(each.get(i), found.get(i));
        }
        return all;
    }

    private Map<BatchFile, Written> written(BatchId batch, Set<BatchFile> files) throws IOException {
        Map<BatchFile, Written> found = new EnumMap<>(BatchFile.class);
        for (StoredObject object : objects.folder(StoreKeys.batch(batch)).objects()) {
            files.stream()
                    .filter(file -> file.path().equals(object.key()))
                    .forEach(file -> found.put(file, new Written(object.size(), object.modified())));
        }
        return found;
    }

    @Override
    public long bytes(BatchId batch) throws IOException {
        long bytes = 0;
        try {
            for (StoredObject object : objects.list(StoreKeys.batch(batch))) {
                bytes += object.size();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return bytes;
    }

    @Override
    public UploadedFiles uploads() {
        return uploads;
    }

    @Override
    public InputCopies inputs() {
        return inputs;
    }

    @Override
    public Optional<String> trouble() {
        return check.trouble();
    }
}
