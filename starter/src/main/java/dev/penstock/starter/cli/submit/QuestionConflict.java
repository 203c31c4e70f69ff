package dev.penstock.starter.cli.submit;

import dev.penstock.client.batch.BatchQuestion;
import dev.penstock.client.batch.BatchQuestions;
import dev.penstock.contracts.BatchId;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Detects that a batch id belongs to another question, whose answers would be shown or continued. */
final class QuestionConflict {
    private QuestionConflict() {}

    /**
     * Checks a batch that runs, and notes what one that does not is going to ask.
     *
     * @throws UserError if the running batch asks something else
     */
    static void refuseOrNote(Store store, BatchId id, BatchQuestion asked, boolean isRunning) throws IOException {
        if (isRunning) {
            refuse(store, id, asked);
        } else {
            new BatchQuestions(store).note(id, asked);
        }
    }

    /** @throws UserError if the batch was submitted to ask something else; the message has the old and the new options */
    static void refuse(Store store, BatchId id, BatchQuestion asked) throws IOException {
        Optional<BatchQuestion> before = new BatchQuestions(store).find(id);
        List<BatchQuestion.Difference> differences =
                before.map(old -> old.differences(asked)).orElse(List.of());
        if (!differences.isEmpty()) {
            throw new UserError(
                    ("batch '%s' was started with other options: %s; choose another --id, or use the same options"
                                    + " (`penstock results %s` prints the batch's results)")
                            .formatted(id, BatchQuestion.Difference.list(differences), id));
        }
    }
}
