package dev.penstock.activities.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AnswerTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "```json\n{\"a\":1}\n```", " \n```\n{\"a\":1}```\n\n", "```json{\"a\":1}```"})
    void takesJsonOutOfItsFence(String text) {
        assertThat(AnswerText.json(text).map(JsonNode::toString)).hasValue("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "```", "``````", "```json```", "`````", "```json\nno\n```", "nothing"})
    void findsNoJsonWhereThereIsNone(String text) {
        assertThat(AnswerText.json(text)).isEmpty();
    }

    @Test
    void readsAFenceInLinearTime() {
        String lines = "\n".repeat(200_000);

        assertThat(AnswerText.json("```json" + lines + "x")).isEmpty();
        assertThat(AnswerText.json(lines + "```json" + lines + "1" + lines + "```" + lines))
                .isPresent();
    }

    @Test
    void makesNoMillionsOfObjects() {
        assertThat(AnswerText.json("[" + "{},".repeat(3_000_000) + "{}]")).isEmpty();
    }
}
