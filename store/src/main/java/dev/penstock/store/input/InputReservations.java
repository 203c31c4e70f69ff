package dev.penstock.store.input;

import dev.penstock.store.PrivateFiles;
import dev.penstock.store.Store;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which copies of inputs a command needs that has not submitted its batch yet, such as one that waits for a user's answer.
 * Copies are named by their content, so several commands may need one copy.
 *
 * @param process the process that adds and removes reservations
 */
record InputReservations(Store store, CommandProcess process) {
    private static final String FOLDER = "reserved";
    private static final Pattern NAME = Pattern.compile("(\\d+)-(\\d+)\\.(.+)");

    void add(String copy) throws IOException {
        try {
            Path unused =
                    PrivateFiles.create(PrivateFiles.createFolders(folder()).resolve(name(copy)));
        } catch (FileAlreadyExistsException again) {
            return;
        }
    }

    void remove(String copy) throws IOException {
        Files.deleteIfExists(folder().resolve(name(copy)));
    }

    /** Returns the copies that are reserved by any process. */
    Set<String> names() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (Path reservation : KeptInputs.files(folder())) {
            Matcher name = matched(reservation);
            if (name.matches()) {
                names.add(name.group(3));
            }
        }
        return names;
    }

    /**
     * Deletes the reservations of dead processes. Whether a process of another machine lives is not known, so one counts as
     * dead only when its reservation is old.
     *
     * @param before the time before which a reservation is old
     */
    void sweep(Instant before) throws IOException {
        for (Path reservation : KeptInputs.files(folder())) {
            Matcher name = matched(reservation);
            boolean isAlive = name.matches()
                    && new CommandProcess(Long.parseLong(name.group(1)), Long.parseLong(name.group(2))).isAlive();
            if (!isAlive && isOlder(reservation, before)) {
                Files.deleteIfExists(reservation);
            }
        }
    }

    private static boolean isOlder(Path reservation, Instant before) throws IOException {
        try {
            return Files.getLastModifiedTime(reservation).toInstant().isBefore(before);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private static Matcher matched(Path reservation) {
        return NAME.matcher(String.valueOf(reservation.getFileName()));
    }

    private String name(String copy) {
        return "%d-%d.%s".formatted(process.pid(), process.startedAtMillis(), copy);
    }

    private Path folder() throws IOException {
        return store.inputs().resolve(FOLDER);
    }
}
