package dev.penstock.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerEndTest {
    @ParameterizedTest(name = "{1} lacks {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            nullValues = "-",
            value = {
                "chat/completions | {'choices':[{'message':{'content':'hi'},'finish_reason':'stop'}]} | stop | -",
                "chat/completions | {'choices':[{'message':{'content':'hi'}}]} | - | -",
                "chat/completions | {'choices':[{'message':{'content':'h'},'finish_reason':'length'}]} | length | TRUNCATED",
                "chat/completions | {'choices':[{'message':{'content':'a'},'finish_reason':'stop'},{'message':{'content':'b'},'finish_reason':'length'}]} | length | TRUNCATED",
                "chat/completions | {'choices':[{'message':{'content':''},'finish_reason':'content_filter'}]} | content_filter | FILTERED",
                "chat/completions | {'choices':[{'message':{'content':'h'},'finish_reason':'SAFETY'}]} | SAFETY | FILTERED",
                "chat/completions | {'choices':[{'message':{'content':null,'refusal':'I cannot'},'finish_reason':'stop'}]} | stop | DECLINED",
                "chat/completions | {'choices':[{'message':{'content':''},'finish_reason':'refusal'}]} | refusal | DECLINED",
                "chat/completions | {'choices':[{'message':{'content':null,'tool_calls':[{'id':'a'}]},'finish_reason':'tool_calls'}]} | tool_calls | -",
                "chat/completions | {'choices':[{'message':{'content':''},'finish_reason':'length'}]} | length | EMPTY",
                "chat/completions | {'choices':[{'message':{'content':''},'finish_reason':'stop'}]} | stop | EMPTY",
                "completions | {'choices':[{'text':'hi','finish_reason':'length'}]} | length | TRUNCATED",
                "responses | {'status':'incomplete','incomplete_details':{'reason':'max_output_tokens'},'output':[{'type':'message','content':[{'type':'output_text','text':'hi'}]}]} | max_output_tokens | TRUNCATED",
                "responses | {'status':'incomplete','incomplete_details':{'reason':'content_filter'},'output':[]} | content_filter | FILTERED",
                "responses | {'status':'completed','output':[{'type':'message','content':[{'type':'refusal','refusal':'no'}]}]} | completed | DECLINED",
                "responses | {'status':'completed','output':[{'type':'message','content':[{'type':'output_text','text':'hi'}]}]} | completed | -",
                "embeddings | {'data':[{'embedding':[0.1]}]} | - | -",
                "embeddings | {'data':[]} | - | EMPTY",
            })
    void saysWhyAnAnswerEndedAndWhatItLacks(String path, String body, String reason, String lacks) {
        Result.AnswerFacts facts = facts(path, body);

        assertThat(facts.finishReason()).isEqualTo(reason);
        assertThat(String.valueOf(facts.lacks())).isEqualTo(String.valueOf(lacks));
    }

    @Test
    void saysWhichTierServedTheRequest() {
        String body = "{'service_tier':'%s','choices':[{'message':{'content':'hi'}}]}";

        assertThat(facts("chat/completions", body.formatted("flex")).serviceTier())
                .isEqualTo("flex");
        assertThat(facts("chat/completions", "{'choices':[{'message':{'content':'hi'}}]}")
                        .serviceTier())
                .isNull();
    }

    private static Result.AnswerFacts facts(String path, String body) {
        Outcome outcome = OpenAiAnswers.meaning("/v1/" + path, new Result.Response(200, "r", body.replace('\'', '"')));
        return outcome.facts();
    }
}
