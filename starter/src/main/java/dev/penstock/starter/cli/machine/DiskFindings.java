package dev.penstock.starter.cli.machine;

import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.store.ExistingFolder;
import dev.penstock.store.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Describes the state folder, the store and open files for {@code penstock doctor}, without changing anything. */
final class DiskFindings {
    private static final double GIB = 1L << 30;

    private final Path home;
    /** Null when the store is in a bucket. */
    private final @Nullable Path store;

    private final Optional<String> trouble;
    private final List<String> missing = new ArrayList<>();

    private DiskFindings(Path home, @Nullable Path store, Optional<String> trouble) {
        this.home = home;
        this.store = store;
        this.trouble = trouble;
    }

    static DiskFindings of(UserFolders folders) {
        Optional<String> trouble = folders.store().trouble();
        return new DiskFindings(folders.folder(), folders.storeFolder().orElse(null), trouble);
    }

    /** Returns how much the store's disk has room for. */
    String space() {
        trouble.ifPresent(missing::add);
        if (store == null) {
            return trouble.isEmpty() ? "in a bucket, which answers" : "in a bucket, which cannot be used";
        }
        try {
            double free = Files.getFileStore(ExistingFolder.at(store)).getUsableSpace() / GIB;
            return String.format(Locale.ROOT, "%.1f GiB free%s", free, trouble.isEmpty() ? ", writable" : "");
        } catch (IOException e) {
            return "not known (%s)".formatted(e.getMessage());
        }
    }

    /** Returns who may read the state folder and the store. */
    String access() {
        List<String> open = new ArrayList<>();
        for (Path folder : store == null || store.startsWith(home) ? List.of(home) : List.of(home, store)) {
            try {
                if (Files.isDirectory(folder) && !PrivateFiles.isPrivate(folder)) {
                    open.add(folder.toString());
                }
            } catch (IOException e) {
                missing.add("missing: the permissions of %s cannot be read: %s".formatted(folder, e.getMessage()));
            }
        }
        if (open.isEmpty()) {
            return store == null
                    ? "the state folder is open to this user only"
                    : "state folder and store are open to this user only";
        }
        return "other users may look into %s; `chmod 700` closes %s"
                .formatted(String.join(" and ", open), open.size() == 1 ? "it" : "them");
    }

    /** Returns how many files the process may have open. */
    String openFiles() {
        OptionalLong limit = OpenFileLimit.find();
        if (limit.isEmpty()) {
            return "no limit known";
        }
        return "%d may be open at once".formatted(limit.getAsLong());
    }

    /** Returns a sentence for each thing that has to be mended; to be asked last. */
    List<String> missing() {
        return missing;
    }
}
