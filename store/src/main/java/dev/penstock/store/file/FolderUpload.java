package dev.penstock.store.file;

import dev.penstock.store.FileId;
import dev.penstock.store.Json;
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

/** Written into a folder beside its place, and made durable; renaming that folder publishes content and facts at once. */
final class FolderUpload extends Upload {
    /** Between a file's making and its lock lies a moment. */
    private static final Duration YOUNG = Duration.ofSeconds(2);

    /** This process's own: opening one a second time would give up its lock when it is closed again. */
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

    static FolderUpload begin(FileId id, Path incoming, Path target) throws IOException {
        Path draft = incoming.resolve(id.value());
        OURS.add(draft);
        try {
            DurableFolders.create(draft);
            FileOutputStream content =
                    new FileOutputStream(draft.resolve(UploadFolders.CONTENT).toFile());
            // Held as long as this process lives, so that others can tell an upload from what is left of one.
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
            Files.write(described, Json.MAPPER.writeValueAsBytes(facts));
            try (FileChannel channel = FileChannel.open(described, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            DurableFolders.force(draft);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            open = false;
            // And its lock with it, without which another process might have cleared the draft away.
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

    /** Whether nobody writes into this folder any more. */
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
