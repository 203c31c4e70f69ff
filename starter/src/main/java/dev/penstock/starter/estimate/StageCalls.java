package dev.penstock.starter.estimate;

import dev.penstock.contracts.pipeline.Stage;

/** Computes the number of calls of a stage. */
final class StageCalls {
    private StageCalls() {}

    /**
     * Returns the number of calls of a stage.
     *
     * @param answers the number of requests that go through the stage, or of answers that it reduces
     */
    static long of(Stage stage, long answers) {
        return switch (stage.kind()) {
            case MAP -> answers;
            case VOTE -> answers * stage.samples();
            case REDUCE -> groups(answers, stage.group());
        };
    }

    /** Returns the number of groups on all levels, until one answer remains. */
    private static long groups(long answers, int group) {
        long calls = 0;
        long left = answers;
        do {
            left = Math.ceilDiv(left, group);
            calls += left;
        } while (left > 1);
        return calls;
    }
}
