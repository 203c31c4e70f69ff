package dev.penstock.activities.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.contracts.Cost;
import dev.penstock.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a process's journal of calls; it has one of the three. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CallLine(
        @Nullable Begun begun,
        @Nullable Ended ended,
        @Nullable Long alive) {
    /**
     * A call goes out.
     *
     * @param call the call's number in its process
     * @param at when, in milliseconds since 1970
     * @param most the most that it may cost
     */
    record Begun(long call, long at, CompletionEntry.Account account, Cost most) {}

    /**
     * A call ended.
     *
     * @param entry what it used; null if it cost nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Ended(long call, @Nullable CompletionEntry entry) {}

    static byte[] of(Begun begun) {
        return new CallLine(begun, null, null).bytes();
    }

    static byte[] of(Ended ended) {
        return new CallLine(null, ended, null).bytes();
    }

    /** Returns the line by which a process with calls under way shows, every second, that it lives. */
    static byte[] alive(long millis) {
        return new CallLine(null, null, millis).bytes();
    }

    /** Returns a journal's lines, without those that a death or a loss of power has torn. */
    static List<CallLine> read(byte[] journal) {
        List<CallLine> lines = new ArrayList<>();
        for (String line : new String(journal, StandardCharsets.UTF_8).split("\n", -1)) {
            try {
                CallLine read = line.isEmpty() ? null : Json.MAPPER.readValue(line, CallLine.class);
                if (read != null) {
                    lines.add(read);
                }
            } catch (IOException torn) {
                // What follows was written later and is whole.
            }
        }
        return lines;
    }

    private byte[] bytes() {
        try {
            return (Json.MAPPER.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
