package dev.penstock.store.file;

import dev.penstock.store.FileId;
import dev.penstock.store.Json;
import dev.penstock.store.Upload;
import dev.penstock.store.UploadedFile;
import dev.penstock.store.UploadedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** Keeps each uploaded file in a folder; files being uploaded or deleted lie in {@code files/.moving}. */
final class UploadFolders implements UploadedFiles {
    static final String CONTENT = "content";
    static final String FACTS = "file.json";

    private final StoreRoot store;
    private final Path root;
    private final Path moving;
    /** Cached metadata of uploaded files, which never changes. */
    private final ConcurrentMap<FileId, UploadedFile> known = new ConcurrentHashMap<>();

    UploadFolders(StoreRoot store, Path root) {
        this.store = store;
        this.root = root;
        this.moving = root.resolve(".moving");
    }

    @Override
    public Upload begin() throws IOException {
        FileId id = FileId.next();
        return FolderUpload.begin(store, id, moving, folder(id));
    }

    @Override
    public Optional<UploadedFile> find(FileId id) throws IOException {
        if (!Files.isDirectory(folder(id))) {
            known.remove(id);
            return Optional.empty();
        }
        UploadedFile facts = known.get(id);
        if (facts == null) {
            try {
                facts = Json.MAPPER.readValue(
                        Files.readAllBytes(store.inside(folder(id).resolve(FACTS))), UploadedFile.class);
                known.put(id, facts);
            } catch (NoSuchFileException deletedJustNow) {
                return Optional.empty();
            }
        }
        return Optional.of(facts);
    }

    @Override
    public List<UploadedFile> list() throws IOException {
        List<UploadedFile> files = new ArrayList<>();
        for (FileId id : ids()) {
            find(id).ifPresent(files::add);
        }
        return files;
    }

    private List<FileId> ids() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.flatMap(folder -> FileId.find(String.valueOf(folder.getFileName())).stream())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    @Override
    public Optional<InputStream> open(FileId id, long from) throws IOException {
        try {
            FileChannel content = FileChannel.open(
                    store.inside(folder(id).resolve(CONTENT)), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            content.position(from);
            return Optional.of(Channels.newInputStream(content));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public URI locate(FileId id) {
        return folder(id).resolve(CONTENT).toUri();
    }

    @Override
    public boolean delete(FileId id) throws IOException {
        known.remove(id);
        Path out = moving.resolve(id.value());
        try {
            DurableFolders.create(store.forWriting(moving));
            Files.move(folder(id), out, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return false;
        }
        DurableFolders.force(root);
        deleteFolder(out);
        return true;
    }

    @Override
    public void deleteAbandoned() throws IOException {
        try (Stream<Path> drafts = Files.list(moving)) {
            for (Path draft : drafts.toList()) {
                if (FolderUpload.isAbandoned(draft)) {
                    deleteFolder(draft);
                }
            }
        } catch (NoSuchFileException nothingEverMoved) {
            return;
        }
    }

    /** Deletes a folder of an upload, which contains only files. */
    static void deleteFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException gone) {
            return;
        }
        Files.deleteIfExists(folder);
    }

    private Path folder(FileId id) {
        return root.resolve(id.value());
    }
}
