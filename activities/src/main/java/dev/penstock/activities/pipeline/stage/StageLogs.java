package dev.penstock.activities.pipeline.stage;

import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.pipeline.StageKind;

/** What the parts of the result log are called. */
final class StageLogs {
    private StageLogs() {}

    /** Each answer of a vote has its own, so that each counts by itself. */
    static String name(Stage stage, int sample) {
        return stage.kind() == StageKind.VOTE ? stage.name() + "." + sample : stage.name();
    }
}
