package dev.penstock.providers.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            /v1/messages         | {"type":"message","stop_reason":"max_tokens","content":[{"type":"text","text":"Once"}]}
            /v1/chat/completions | {"choices":[{"finish_reason":"length","message":{"content":"Once"}}]}
            """)
    void aKeptAnswerThatWasCutOffIsKnownAsOne(String url, String body) {
        Outcome meaning = Dialects.meaning(url, new Result.Response(200, "r", body));

        assertThat(meaning).isInstanceOf(Outcome.Answered.class);
        assertThat(meaning.facts().lacks()).isEqualTo(IncompleteAnswer.TRUNCATED);
    }
}
