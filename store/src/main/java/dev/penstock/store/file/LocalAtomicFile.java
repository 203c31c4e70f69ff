package dev.penstock.store.file;

import dev.penstock.store.AtomicFile;
import dev.penstock.store.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** An atomic file on the local disk: a draft beside the target, which is made durable and then renamed. */
final class LocalAtomicFile extends AtomicFile {
    private static final Duration ABANDONED_AFTER = Duration.ofHours(1);
    /** The messages of EPERM, EOPNOTSUPP and ENOSYS, with which file systems without hard links refuse one. */
    private static final List<String> NO_LINKS = List.of("not permitted", "not supported", "not implemented");

    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final Path target;
    private final Path draft;
    private final FileOutputStream file;
    private final OutputStream out;
    private boolean open = true;

    private LocalAtomicFile(Path folder, Path target, Path draft) throws IOException {
        this.folder = folder;
        this.target = target;
        this.draft = draft;
        this.file = new FileOutputStream(PrivateFiles.create(draft).toFile());
        this.out = new BufferedOutputStream(file, BUFFER);
    }

    static LocalAtomicFile of(StoreRoot store, Path target) throws IOException {
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent());
        try {
            store.forWriting(folder);
            DurableFolders.create(folder);
            deleteAbandoned(folder, target);
            // An activity that timed out but still runs may write the same file as its retry: each has its own draft.
            String name = "." + target.getFileName() + "."
                    + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36) + ".tmp";
            return new LocalAtomicFile(folder, target, folder.resolve(name));
        } catch (IOException e) {
            throw DiskErrors.roomOr(folder, e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            throw DiskErrors.roomOr(folder, e);
        }
    }

    @Override
    public void publish() throws IOException {
        try {
            finish();
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            DurableFolders.force(folder);
            open = false;
        } catch (IOException e) {
            throw DiskErrors.roomOr(folder, e);
        }
    }

    @Override
    public boolean publishNew() throws IOException {
        try {
            finish();
            link();
            Files.deleteIfExists(draft);
            DurableFolders.force(folder);
            open = false;
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (IOException e) {
            throw DiskErrors.roomOr(folder, e);
        }
    }

    /** Gives the draft its name; a link is refused when the name is taken, also on a network file system, a move is not. */
    private void link() throws IOException {
        try {
            Files.createLink(target, draft);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException noLinks) {
            copy();
        } catch (FileSystemException e) {
            if (!hasNoLinks(e)) {
                throw e;
            }
            copy();
        }
    }

    private static boolean hasNoLinks(FileSystemException e) {
        String reason = String.valueOf(e.getReason()).toLowerCase(Locale.ROOT);
        return NO_LINKS.stream().anyMatch(reason::contains);
    }

    /** Writes the target where there are no links: refused as well when the name is taken, but would be cut off by a crash. */
    private void copy() throws IOException {
        try (FileChannel from = FileChannel.open(draft, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(
                        target,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PrivateFiles.ofNewFiles())) {
            for (long at = 0; at < from.size(); ) {
                at += from.transferTo(at, from.size() - at, to);
            }
            to.force(true);
        }
    }

    private void finish() throws IOException {
        out.flush();
        file.getChannel().force(true);
        file.close();
    }

    @Override
    public void close() throws IOException {
        if (open) {
            open = false;
            file.close();
            Files.deleteIfExists(draft);
        }
    }

    /** Deletes the drafts of killed processes; processes at work write more often than {@link #ABANDONED_AFTER}. */
    private static void deleteAbandoned(Path folder, Path target) throws IOException {
        long before = System.currentTimeMillis() - ABANDONED_AFTER.toMillis();
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, "." + target.getFileName() + ".*.tmp")) {
            for (Path draft : drafts) {
                if (draft.toFile().lastModified() < before) {
                    Files.deleteIfExists(draft);
                }
            }
        }
    }
}
