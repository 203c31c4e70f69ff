package dev.penstock.activities.batch.planning;

import dev.penstock.formats.InputErrorCodes;
import org.jspecify.annotations.Nullable;

/** Ensures that every request of a batch has a custom_id of its own. */
final class CustomIds {
    static final int MAX_LENGTH = 512;

    private final IdTable table = new IdTable();

    /**
     * Returns the custom_id of a request: the given one, or one made from the line number.
     *
     * @throws RequestProblem if the given custom_id is taken or invalid
     */
    String take(@Nullable String given, long line) {
        if (given == null) {
            return make("request-" + line, "-", line);
        }
        if (given.isEmpty() || given.length() > MAX_LENGTH) {
            throw new RequestProblem(
                    InputErrorCodes.INVALID_REQUEST,
                    "custom_id has %d characters, but must have 1 to %d".formatted(given.length(), MAX_LENGTH));
        }
        int taken = table.put(given, Math.toIntExact(line));
        if (taken != 0) {
            throw new RequestProblem(
                    InputErrorCodes.DUPLICATE_CUSTOM_ID, alreadyUsed(given, Math.abs(taken), taken < 0));
        }
        return given;
    }

    /**
     * Returns the custom_id of a request that will not be sent: the given one if it is free, else one that names the
     * line.
     */
    String takeForInvalid(@Nullable String given, long line) {
        if (given == null || given.isEmpty() || given.length() > MAX_LENGTH) {
            return make("request-" + line, "-", line);
        }
        boolean isFree = table.put(given, Math.toIntExact(line)) == 0;
        return isFree ? given : make(given + "#" + line, "-", line);
    }

    private String make(String id, String separator, long line) {
        int number = 1;
        String made = id;
        // Negative marks an id made here, so that a later line that brings this id is told where it came from.
        while (table.put(made, -Math.toIntExact(line)) != 0) {
            number++;
            made = id + separator + number;
        }
        return made;
    }

    private static String alreadyUsed(String id, int line, boolean made) {
        return "custom_id '%s' was already used on line %d%s"
                .formatted(RequestProblem.shortened(id), line, made ? ", which has none and was given this one" : "");
    }
}
