package dev.penstock.store.input;

import dev.penstock.store.ContentDigest;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which copies of inputs a command needs that has not submitted its batch yet, such as one that waits for a user's answer.
 * Copies are named by their content, so several commands may need one copy.
 *
 * @param process the process that adds and removes reservations
 */
record InputReservations(DocumentStore documents, CommandProcess process) {
    private static final String FOLDER = "input-reservations";
    private static final int DIGEST_LENGTH = 16;

    /** A process's need of a copy. */
    private record Reservation(String copy, long pid, long startedAtMillis, Instant at) {}

    void add(String copy, Instant now) throws IOException {
        Reservation made = new Reservation(copy, process.pid(), process.startedAtMillis(), now);
        documents.write(FOLDER, name(copy), Json.MAPPER.writeValueAsBytes(made));
    }

    void remove(String copy) throws IOException {
        boolean unused = documents.delete(FOLDER, name(copy));
    }

    /** Returns the copies that are reserved by any process. */
    Set<String> names() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (Found found : all()) {
            names.add(found.reservation.copy);
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
        for (Found found : all()) {
            Reservation made = found.reservation;
            if (made.at.isBefore(before) && !new CommandProcess(made.pid, made.startedAtMillis).isAlive()) {
                boolean unused = documents.delete(FOLDER, found.name);
            }
        }
    }

    private record Found(String name, Reservation reservation) {}

    private List<Found> all() throws IOException {
        List<Found> all = new ArrayList<>();
        for (String name : documents.names(FOLDER)) {
            Optional<byte[]> text = documents.read(FOLDER, name);
            if (text.isPresent()) {
                all.add(new Found(name, Json.MAPPER.readValue(text.get(), Reservation.class)));
            }
        }
        return all;
    }

    private String name(String copy) {
        ContentDigest digest = new ContentDigest();
        digest.add(copy);
        return "%d-%d-%s"
                .formatted(
                        process.pid(), process.startedAtMillis(), digest.hex().substring(0, DIGEST_LENGTH));
    }
}
