package dev.penstock.activities.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.answer.schema.AnswerSchema;
import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.Usage;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectedAnswerTest {
    private static final ExpectedAnswer MOOD = new ExpectedAnswer(AnswerSchema.of(Map.of(
            "type",
            "object",
            "properties",
            Map.of("mood", Map.of("enum", List.of("good", "bad"))),
            "required",
            List.of("mood"))));

    @Test
    void whatMatchesCanBeUsed() {
        assertThat(MOOD.wrong(chat("\"content\":\"{\\\"mood\\\":\\\"good\\\"}\"", "stop")))
                .isEmpty();
    }

    @Test
    void whatDoesNotMatchIsAskedForAgain() {
        Outcome.Unusable wrong = wrong(chat("\"content\":\"{\\\"mood\\\":\\\"so so\\\"}\"", "stop"));

        assertThat(wrong.error().code()).isEqualTo("invalid_response");
        assertThat(wrong.error().message())
                .startsWith("the answer does not match the schema: ")
                .contains("mood");
        assertThat(wrong.retries()).isPositive();
        assertThat(wrong(chat("\"content\":\"good\"", "stop")).retries()).isPositive();
    }

    @Test
    void whatWasCutOffOrRefusedIsNotPaidForAgain() {
        Outcome.Unusable cutOff = wrong(lacking(IncompleteAnswer.TRUNCATED));
        Outcome.Unusable declined = wrong(lacking(IncompleteAnswer.DECLINED));

        assertThat(List.of(cutOff, declined))
                .allSatisfy(wrong -> assertThat(wrong.retries()).isZero());
        assertThat(cutOff.error().message()).contains("raise max_tokens");
        assertThat(declined.error().message()).contains("the model declined");
    }

    private static Outcome.Answered lacking(IncompleteAnswer what) {
        Outcome.Answered answer = chat("\"content\":\"{\\\"mood\\\":\\\"go\"", "length");
        return new Outcome.Answered(answer.response(), answer.usage(), new Result.AnswerFacts(null, what, null));
    }

    private static Outcome.Unusable wrong(Outcome.Answered answered) {
        return MOOD.wrong(answered).orElseThrow();
    }

    private static Outcome.Answered chat(String message, String end) {
        return answered("{\"choices\":[{\"message\":{%s},\"finish_reason\":\"%s\"}]}".formatted(message, end));
    }

    private static Outcome.Answered answered(String body) {
        return new Outcome.Answered(new Result.Response(200, "r", body), Usage.NONE);
    }
}
