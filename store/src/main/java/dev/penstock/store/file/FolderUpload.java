package dev.penstock.store.file;

import dev.penstock.store.FileId;
import dev.penstock.store.Json;
import dev.penstock.store.PrivateFiles;
import dev.penstock.store.Upload;
import dev.penstock.store.UploadedFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An upload into a temporary folder; renaming the folder publishes content and metadata at once. */
final class FolderUpload extends Upload {
    /** The age below which an upload never counts as abandoned, as its file is locked a moment after its creation. */
    private static final Duration YOUNG = Duration.ofSeconds(2);

    /** This process's own uploads, which must not be opened a second time: closing the file would release its lock. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final FileId id;
    private final Path draft;
    private final Path target;
    private final FileOutputStream content;
    private boolean open = true;

    private FolderUpload(FileId id, Path draft, Path target, FileOutputStream content) {
        this.id = id;
        this.draft = draft;
        this.target = target;
        this.content = content;
    }

    static FolderUpload begin(StoreRoot store, FileId id, Path incoming, Path target) throws IOException {
        Path draft = incoming.resolve(id.value());
        OURS.add(draft);
        try {
            DurableFolders.create(store.forWriting(draft));
            FileOutputStream content = new FileOutputStream(
                    PrivateFiles.create(draft.resolve(UploadFolders.CONTENT)).toFile());
            // Held while this process lives, so that other processes can tell an upload from an abandoned one.
            FileLock unused = content.getChannel().lock();
            return new FolderUpload(id, draft, target, content);
        } catch (IOException e) {
            OURS.remove(draft);
            throw DiskErrors.roomOr(draft, e);
        }
    }

    @Override
    public FileId id() {
        return id;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            content.write(bytes, from, length);
        } catch (IOException e) {
            throw DiskErrors.roomOr(draft, e);
        }
    }

    @Override
    public void publish(UploadedFile facts) throws IOException {
        try {
            content.getChannel().force(true);
            Path described = draft.resolve(UploadFolders.FACTS);
            Files.write(PrivateFiles.create(described), Json.MAPPER.writeValueAsBytes(facts));
            try (FileChannel channel = FileChannel.open(described, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            DurableFolders.force(draft);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            open = false;
            // Releases the lock, without which another process might have deleted the draft before.
            content.close();
            DurableFolders.force(target.resolveSibling("."));
        } catch (IOException e) {
            throw DiskErrors.roomOr(draft, e);
        }
    }

    @Override
    public void close() throws IOException {
        OURS.remove(draft);
        if (open) {
            open = false;
            content.close();
            UploadFolders.deleteFolder(draft);
        }
    }

    /** Tells whether an upload's folder is abandoned, because its process has died. */
    static boolean isAbandoned(Path draft) throws IOException {
        if (OURS.contains(draft)) {
            return false;
        }
        Path content = draft.resolve(UploadFolders.CONTENT);
        Path touched = Files.exists(content) ? content : draft;
        try {
            long age = System.currentTimeMillis()
                    - Files.getLastModifiedTime(touched).toMillis();
            if (age < YOUNG.toMillis()) {
                return false;
            }
            if (touched.equals(draft)) {
                return true;
            }
            try (FileChannel channel = FileChannel.open(content, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                return lock != null;
            }
        } catch (NoSuchFileException published) {
            return false;
        }
    }
}
