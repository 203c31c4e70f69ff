package dev.penstock.activities.pipeline.stage;

import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.pipeline.StageKind;

/** Names the parts of the result log. */
final class StageLogs {
    private StageLogs() {}

    /** Returns the name of a stage's part; each sample of a vote has its own part, so that each counts by itself. */
    static String name(Stage stage, int sample) {
        return stage.kind() == StageKind.VOTE ? stage.name() + "." + sample : stage.name();
    }
}
