package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.books.PromptCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fate of a batch's requests: by its two files, by the counts that it states, and by the provider's own books.
 *
 * @param counts what the batch says of itself: {@code total}, {@code completed}, {@code failed}
 * @param lost requests in neither file
 * @param wrong ids in the files that nobody asked for, or more than once
 * @param repeated calls beyond the first of each request, which may have been paid for
 * @param listed requests whose line says that they may have been paid for twice
 * @param unlisted requests that were repeated, and whose line does not say so
 */
record Verdict(
        int requests,
        int answered,
        int deadLetters,
        JsonNode counts,
        List<String> lost,
        List<String> wrong,
        long repeated,
        long listed,
        List<String> unlisted) {

    /** Which of a request's calls a provider may charge for. */
    enum Charged {
        /** Every call that arrived, also one whose caller was killed: for trouble that is not the provider's. */
        CALLS {
            @Override
            int of(PromptCalls calls) {
                return calls.calls();
            }
        },
        /** Calls with a complete answer: the provider refuses and breaks others itself. */
        ANSWERS {
            @Override
            int of(PromptCalls calls) {
                return calls.answered();
            }
        };

        abstract int of(PromptCalls calls);
    }

    static Verdict of(
            TestingInput input, ResultFile output, ResultFile errors, JsonNode counts, Books books, Charged charged)
            throws IOException {
        Map<String, Integer> missing = new TreeMap<>();
        input.customIds().forEach(id -> missing.put(id, 1));
        Map<String, JsonNode> lines = new HashMap<>();
        Stream.concat(output.lines().stream(), errors.lines().stream()).forEach(line -> {
            String id = line.path("custom_id").asText();
            missing.merge(id, -1, Integer::sum);
            lines.put(id, line);
        });
        long repeated = 0;
        List<String> unlisted = new ArrayList<>();
        for (Map.Entry<String, String> request : input.prompts().entrySet()) {
            int beyond = charged.of(books.provider().callsOf(request.getValue())) - 1;
            repeated += Math.max(0, beyond);
            if (beyond > 0 && !isListed(lines.get(request.getKey()))) {
                unlisted.add(request.getKey());
            }
        }
        return new Verdict(
                input.customIds().size(),
                output.lines().size(),
                errors.lines().size(),
                counts,
                idsOf(missing, times -> times > 0),
                idsOf(missing, times -> times < 0),
                repeated,
                lines.values().stream().filter(Verdict::isListed).count(),
                unlisted);
    }

    boolean isKept(long most) {
        return lost.isEmpty() && wrong.isEmpty() && unlisted.isEmpty() && repeated <= most && countsAreEqual();
    }

    /** Every request exactly once, counts that are true, and no more paid twice than was under way, all of it said. */
    void assertKept(long most) {
        assertThat(lost).as("lost").isEmpty();
        assertThat(wrong).as("more than once, or never asked for").isEmpty();
        assertThat(countsAreEqual()).as("counts of %s: %s", this, counts).isTrue();
        assertThat(repeated).as("calls that may have been paid for twice").isLessThanOrEqualTo(most);
        assertThat(unlisted).as("repeated without a word").isEmpty();
    }

    private boolean countsAreEqual() {
        return counts.path("total").asInt() == requests
                && counts.path("completed").asInt() == answered
                && counts.path("failed").asInt() == deadLetters
                && answered + deadLetters == requests;
    }

    private static List<String> idsOf(Map<String, Integer> missing, IntPredicate times) {
        return missing.entrySet().stream()
                .filter(entry -> times.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isListed(@Nullable JsonNode line) {
        return line != null
                && (line.path("possibly_paid_twice").asBoolean()
                        || line.path("possibly_usd").asDouble() > 0);
    }
}
