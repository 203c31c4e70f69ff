package dev.penstock.service.callers.share;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.limits.share.Claim;
import dev.penstock.limits.share.ClaimDivision;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The papers of all API processes in the store, as {@code key-minutes/<process>}. Whether another process is alive is judged by
 * this process's own clock, because clocks of machines differ.
 */
final class StoredClaims {
    /** A process that wrote nothing for so long is dead: twice as long as it trusts its own shares. */
    static final Duration DEAD = Duration.ofSeconds(10);

    private static final Duration FORGOTTEN = Duration.ofMinutes(1);
    private static final String FOLDER = "key-minutes";

    private final DocumentStore documents;
    private final String me;
    private final Map<String, Seen> seen = new HashMap<>();
    private long beat;

    StoredClaims(DocumentStore documents, String me) {
        this.documents = documents;
        this.me = me;
    }

    void write(Map<String, Claim> claims) throws IOException {
        documents.write(FOLDER, me, Json.MAPPER.writeValueAsBytes(new ProcessClaims(++beat, claims)));
    }

    /** Says that this process uses none of the limits any more, and what it used. */
    void leave(Map<String, Claim> claims) throws IOException {
        Map<String, Claim> used = new HashMap<>();
        claims.forEach((name, claim) -> used.put(name, claim.sized(0)));
        documents.write(FOLDER, me, Json.MAPPER.writeValueAsBytes(new ProcessClaims(ProcessClaims.GONE, used)));
    }

    /**
     * Reads the papers of the other processes.
     *
     * @param now a monotonic clock's nanoseconds
     */
    Others others(long now) throws IOException {
        Map<String, ProcessClaims> alive = new HashMap<>();
        List<ProcessClaims> gone = new ArrayList<>();
        for (String name : documents.names(FOLDER)) {
            Optional<byte[]> paper = name.equals(me) ? Optional.empty() : documents.read(FOLDER, name);
            if (paper.isEmpty()) {
                continue;
            }
            Seen last = note(name, paper.get(), now);
            if (now - last.since > FORGOTTEN.toNanos()) {
                boolean unused = documents.delete(FOLDER, name);
                seen.remove(name);
            } else if (last.paper.beat() == ProcessClaims.GONE || now - last.since >= DEAD.toNanos()) {
                gone.add(last.paper);
            } else {
                alive.put(name, last.paper);
            }
        }
        return new Others(alive, gone);
    }

    private Seen note(String name, byte[] document, long now) throws IOException {
        ProcessClaims paper = paper(document);
        Seen last = seen.get(name);
        if (last == null || last.paper.beat() != paper.beat()) {
            last = new Seen(paper, now);
            seen.put(name, last);
        }
        return last;
    }

    /** Returns what a paper says; nothing if it is broken, so that a broken one is forgotten like a dead process's. */
    private static ProcessClaims paper(byte[] document) throws IOException {
        try {
            ProcessClaims paper = Json.MAPPER.readValue(document, ProcessClaims.class);
            return paper == null ? ProcessClaims.NONE : paper;
        } catch (JsonProcessingException e) {
            return ProcessClaims.NONE;
        }
    }

    private record Seen(ProcessClaims paper, long since) {}

    /**
     * The claims of the other processes.
     *
     * @param alive the papers of those that are alive, by the processes' names
     * @param gone the papers of those that went, or died, in the last minute
     */
    record Others(Map<String, ProcessClaims> alive, List<ProcessClaims> gone) {
        /** Returns how a limit is divided between this process and the others. */
        ClaimDivision division(String name, long limit, String me, Claim mine) {
            Map<String, Claim> claims = new HashMap<>();
            alive.forEach((process, paper) -> claims.put(process, paper.claim(name)));
            long used =
                    gone.stream().mapToLong(paper -> paper.claim(name).wanted()).sum();
            return new ClaimDivision(limit, me, mine, claims, used);
        }
    }
}
