package dev.penstock.store.file;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.StoreId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.FollowedResults;
import dev.penstock.store.InputCopies;
import dev.penstock.store.LoggedResults;
import dev.penstock.store.PrivateFiles;
import dev.penstock.store.RequestLine;
import dev.penstock.store.ResponseCache;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardResults;
import dev.penstock.store.Store;
import dev.penstock.store.UploadedFiles;
import dev.penstock.store.line.RequestLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A store in a folder on this machine's disk. */
public final class FileStore implements Store {
    private final StoreLayout layout;
    private final BatchFolders batches;
    private final Clock clock;
    private final DurableLengths durable = new DurableLengths();
    private final ShardIndexes indexes;
    private final UploadFolders uploads;
    private final FileResponseCache responses;
    private final StoreIdFile id;

    public FileStore(Path root, Clock clock) {
        this.layout = new StoreLayout(new StoreRoot(root.toAbsolutePath().normalize()));
        this.batches = new BatchFolders(layout);
        this.clock = clock;
        this.indexes = new ShardIndexes(layout, durable);
        this.responses = new FileResponseCache(layout.store(), layout.cache(), clock);
        this.id = new StoreIdFile(layout.store(), layout.id());
        this.uploads = new UploadFolders(layout.store(), layout.uploads());
    }

    /**
     * Opens the store at a URI.
     *
     * @param root a file URI, such as {@code file:///var/lib/penstock}
     * @throws IllegalArgumentException for any other URI, with a sentence for the user
     */
    public static FileStore at(URI root) {
        if (!"file".equals(root.getScheme()) || root.getPath() == null || root.getAuthority() != null) {
            throw new IllegalArgumentException(
                    "store '" + root + "' is neither a folder such as file:///var/lib/penstock nor s3://bucket/prefix");
        }
        return new FileStore(Path.of(root.getPath()), Clock.systemUTC());
    }

    /** Closes the folders that the store has made, perhaps with an older version, to other users. */
    public void closeToOthers() {
        layout.folders().forEach(PrivateFiles::narrow);
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
        return new FileResultLog(layout, durable, indexes, clock);
    }

    @Override
    public ShardResults results(BatchId batch, int shard) {
        return indexes.open(batch, shard);
    }

    @Override
    public ShardResults results(BatchId batch, int shard, String stage) {
        return indexes.openKept(layout.stage(batch, shard, stage));
    }

    @Override
    public void setAside(BatchId batch, Set<String> stages, int round) throws IOException {
        new StageResultArchive(layout, batch, stages, round).move();
    }

    @Override
    public FollowedResults follow(BatchId batch) {
        inside(layout.results(batch));
        return new FileFollowedResults(layout, batch);
    }

    @Override
    public LoggedResults logged(BatchId batch) {
        return new FileLoggedResults(inside(layout.results(batch)));
    }

    @Override
    public boolean hasResults(BatchId batch) {
        try (Stream<Path> files = Files.walk(layout.results(batch), 2)) {
            return files.anyMatch(file -> file.toString().endsWith(StoreLayout.RESULTS)
                    || file.toString().endsWith(StoreLayout.CALLS));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<InputStream> find(BatchId batch, BatchFile file) throws IOException {
        return batches.find(batch, file);
    }

    @Override
    public byte[] readRange(BatchId batch, BatchFile file, long offset, int length) throws IOException {
        return batches.readRange(batch, file, offset, length);
    }

    @Override
    public AtomicFile create(BatchId batch, BatchFile file) throws IOException {
        return batches.create(batch, file);
    }

    @Override
    public void delete(BatchId batch, BatchFile file) throws IOException {
        batches.delete(batch, file);
    }

    @Override
    public List<BatchId> batches() throws IOException {
        return batches.all();
    }

    @Override
    public DocumentStore documents() {
        return new FileDocuments(layout.store());
    }

    @Override
    public ResponseCache responses() {
        return responses;
    }

    @Override
    public URI locate(BatchId batch, BatchFile file) {
        return layout.file(batch, file).toUri();
    }

    @Override
    public Optional<Written> written(BatchId batch, BatchFile file) throws IOException {
        return batches.written(batch, file);
    }

    @Override
    public long bytes(BatchId batch) throws IOException {
        return FolderSize.of(layout.store().inside(layout.batch(batch)));
    }

    @Override
    public UploadedFiles uploads() {
        return uploads;
    }

    @Override
    public InputCopies inputs() {
        return new InputCopyFiles(layout.store(), layout.inputs());
    }

    @Override
    public Optional<String> trouble() {
        return layout.store().trouble();
    }

    private Path inside(Path path) {
        try {
            return layout.store().inside(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
