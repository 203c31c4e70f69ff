package dev.penstock.activities.batch.planning;

import dev.penstock.activities.PlanFailures;
import dev.penstock.contracts.InvalidInput;
import dev.penstock.contracts.Problem;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects the problems of an input: all are counted, the first are listed, and equal ones are told once. */
final class InputProblems {
    private final List<Problem> first = new ArrayList<>();
    private final Map<Kind, Lines> kinds = new LinkedHashMap<>();
    private long count;
    private long untold;

    void add(Problem problem) {
        count++;
        if (first.size() < InvalidInput.LISTED) {
            first.add(problem);
        }
        Kind kind = new Kind(problem.code(), problem.message());
        if (kinds.containsKey(kind) || kinds.size() < InvalidInput.LISTED) {
            kinds.computeIfAbsent(kind, unused -> new Lines()).add(problem.line());
        } else {
            untold++;
        }
    }

    long count() {
        return count;
    }

    ApplicationFailure failure() {
        List<String> told = new ArrayList<>();
        kinds.forEach((kind, lines) -> told.add(lines.told(kind)));
        return PlanFailures.invalid(new InvalidInput(count, first), told, untold);
    }

    private record Kind(String code, String message) {}

    /** The lines that have the same problem. */
    private static final class Lines {
        private static final int NAMED = 3;

        private final List<Long> first = new ArrayList<>();
        private long count;

        private void add(long line) {
            count++;
            if (first.size() < NAMED) {
                first.add(line);
            }
        }

        private String told(Kind kind) {
            if (count == 1) {
                return new Problem(first.getFirst(), kind.code(), kind.message()).toString();
            }
            String lines = first.stream().map(String::valueOf).collect(Collectors.joining(", "));
            String more = count > first.size() ? " and %,d more".formatted(count - first.size()) : "";
            return "lines %s%s: %s".formatted(lines, more, new Problem(0, kind.code(), kind.message()));
        }
    }
}
