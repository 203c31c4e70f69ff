package dev.penstock.activities.pipeline.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.penstock.activities.answer.AnswerText;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.pipeline.StageKind;
import dev.penstock.store.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of one stage for one request.
 *
 * @param samples the results of the stage: one, or those of a vote
 * @param chosen the result that counts: an answer, if there is one
 * @param votes number of votes for each answer; empty if the stage is no vote
 */
record StageOutcome(Stage stage, List<Result> samples, Result chosen, Map<String, Integer> votes) {
    static StageOutcome of(Stage stage, List<Result> samples) {
        if (stage.kind() != StageKind.VOTE) {
            return new StageOutcome(stage, samples, samples.getFirst(), Map.of());
        }
        MajorityVote vote = MajorityVote.of(samples);
        return new StageOutcome(stage, samples, vote.chosen(), vote.counts());
    }

    boolean isAnswered() {
        return chosen.isAnswered();
    }

    /** Returns the answer as the prompts of later stages see it: JSON if the stage expects JSON, else text. */
    JsonNode answer() {
        String text =
                Optional.ofNullable(chosen.response()).flatMap(AnswerText::text).orElse("");
        return stage.expects().isJson()
                ? AnswerText.json(text).orElseGet(() -> TextNode.valueOf(text))
                : TextNode.valueOf(text);
    }
}
