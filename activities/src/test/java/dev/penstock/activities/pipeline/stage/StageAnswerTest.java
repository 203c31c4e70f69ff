package dev.penstock.activities.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StageAnswerTest {
    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "```json\n{\"a\":1}\n```", " \n```\n{\"a\":1}```\n\n", "```json{\"a\":1}```"})
    void takesJsonOutOfItsFence(String text) {
        assertThat(StageAnswer.json(text).map(JsonNode::toString)).hasValue("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "```", "``````", "```json```", "`````", "```json\nno\n```", "nothing"})
    void findsNoJsonWhereThereIsNone(String text) {
        assertThat(StageAnswer.json(text)).isEmpty();
    }

    @Test
    void readsAFenceInLinearTime() {
        String lines = "\n".repeat(200_000);

        assertThat(StageAnswer.json("```json" + lines + "x")).isEmpty();
        assertThat(StageAnswer.json(lines + "```json" + lines + "1" + lines + "```" + lines))
                .isPresent();
    }

    @Test
    void makesNoMillionsOfObjects() {
        assertThat(StageAnswer.json("[" + "{},".repeat(3_000_000) + "{}]")).isEmpty();
    }

    @Test
    void normalizesAVoteInLinearTime() {
        assertThat(MajorityVote.normal(".".repeat(200_000) + "x")).hasSize(200_001);
        assertThat(MajorityVote.normal("\"*Yes,   indeed.\"!")).isEqualTo("yes, indeed");
    }
}
