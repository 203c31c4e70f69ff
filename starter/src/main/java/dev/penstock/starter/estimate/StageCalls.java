package dev.penstock.starter.estimate;

import dev.penstock.contracts.pipeline.Stage;

/** How often a stage is called. */
final class StageCalls {
    private StageCalls() {}

    /**
     * @param answers that come to it: requests that go through it, or answers that it makes one of
     */
    static long of(Stage stage, long answers) {
        return switch (stage.kind()) {
            case MAP -> answers;
            case VOTE -> answers * stage.samples();
            case REDUCE -> groups(answers, stage.group());
        };
    }

    /** Of all levels, until one answer remains. */
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
