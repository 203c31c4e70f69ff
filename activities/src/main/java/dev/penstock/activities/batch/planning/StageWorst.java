package dev.penstock.activities.batch.planning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.pipeline.stage.StagePrompt;
import dev.penstock.activities.tokens.TokenBound;
import dev.penstock.contracts.NanoUsd;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The most that a call of a stage may cost, roughly: counted for some lines, and estimated by length for the others.
 */
final class StageWorst {
    private final WorstCase worstCase;
    private final String model;
    private final OptionalLong longestAnswer;
    private final Optional<NanoUsd> answer;
    private NanoUsd earlierAnswers = NanoUsd.ZERO;
    private long counted;
    private double input;
    private double bytes;

    /**
     * @param empty a request that has nothing but the model and the limit of its answer
     */
    StageWorst(WorstCase worstCase, String model, ObjectNode empty) {
        this.worstCase = worstCase;
        this.model = model;
        this.longestAnswer = worstCase.longestAnswer(StagePrompt.URL, empty);
        this.answer = longestAnswer.isEmpty() ? Optional.empty() : worstCase.of(model, 0, longestAnswer.getAsLong());
    }

    /** Adds the longest answers of the earlier stages that this stage's prompt contains. */
    void expect(List<StageWorst> before) {
        long tokens =
                before.stream().mapToLong(each -> each.longestAnswer.orElse(0)).sum();
        earlierAnswers = worstCase.ofText(model, tokens).orElse(NanoUsd.ZERO);
    }

    boolean isKnown() {
        return answer.isPresent();
    }

    /**
     * Returns the most that a call may cost; empty if that is not known.
     *
     * @param body the request as far as it is known
     * @param tokens estimated input tokens of the request
     * @param length length of the request's line in bytes
     */
    Optional<NanoUsd> count(ObjectNode body, long tokens, int length) {
        // Counting all tokens of long documents would take most of the planning time.
        Optional<NanoUsd> all = TokenBound.mostPerToken(model) == 1
                ? worstCase.roughly(StagePrompt.URL, model, body, tokens)
                : worstCase.of(StagePrompt.URL, body);
        return all.flatMap(most -> answer.map(output -> {
            counted++;
            input += most.minus(output).value();
            bytes += length;
            return most.plus(earlierAnswers);
        }));
    }

    Optional<NanoUsd> guess(int length) {
        return answer.map(output -> output.plus(earlierAnswers).plus(amount(input * length / Math.max(1, bytes))));
    }

    Optional<NanoUsd> average() {
        return answer.map(output -> output.plus(earlierAnswers).plus(amount(input / Math.max(1, counted))));
    }

    private static NanoUsd amount(double nanoUsd) {
        return NanoUsd.of(Math.round(nanoUsd));
    }
}
