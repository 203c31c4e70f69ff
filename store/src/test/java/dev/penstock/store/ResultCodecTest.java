package dev.penstock.store;

import static dev.penstock.store.Results.answered;
import static dev.penstock.store.Results.deadLetter;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BilledApart;
import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ResultCodecTest {
    private static final BatchId BATCH = new BatchId("b");

    @RepeatedTest(300)
    void anyBodyComesBackByteForByte(RepetitionInfo trial) throws IOException {
        Random random = new Random(trial.getCurrentRepetition());
        String json = body(AnyText.of(random), random.nextGaussian() * Math.pow(10, random.nextInt(-300, 300)));
        String body = random.nextBoolean() ? " " + json.replace("\"m\":{", "\"m\" :\t{") : json;

        Result read = decode(answered(1, body));

        assertThat(bodyOf(read)).isEqualTo(body.strip());
    }

    @Test
    void aResultComesBackAsItWas() throws IOException {
        assertThat(decode(answered(3))).isEqualTo(answered(3));
        assertThat(decode(deadLetter(4, 2))).isEqualTo(deadLetter(4, 2));
    }

    @Test
    void whereItWasCalledComesBackToo() throws IOException {
        Result limited = answer().call(new Result.Call("openai", "gpt-4o-mini", 120, 500L))
                .build();
        Result unlimited = answer().call(new Result.Call("local", "", 0, null)).build();

        assertThat(decode(limited)).isEqualTo(limited);
        assertThat(decode(unlimited)).isEqualTo(unlimited);
    }

    @Test
    void whatAnAnswerSaysOfItselfComesBackToo() throws IOException {
        Result truncated = answer().facts(new Result.AnswerFacts("length", IncompleteAnswer.TRUNCATED, "flex"))
                .build();

        assertThat(decode(truncated)).isEqualTo(truncated);
        assertThat(new String(ResultCodec.encode(BATCH, truncated), StandardCharsets.UTF_8))
                .contains("\"finish_reason\":\"length\",\"incomplete\":\"truncated\",\"service_tier\":\"flex\"");
    }

    @Test
    void tokensThatAreBilledApartComeBackToo() throws IOException {
        Usage usage = new Usage(100, 10, 50, 5, new BilledApart(20, 3, 4, 5, 6, 7));

        assertThat(decode(answer().usage(usage).build()).usage()).isEqualTo(usage);
    }

    @Test
    void whereAnAnswerWasTakenFromComesBackToo() throws IOException {
        Result kept = answer().reuse(new Result.Reuse(null, Results.START)).build();
        Result same =
                answer().reuse(new Result.Reuse("request-1", Results.START)).build();

        assertThat(decode(kept)).isEqualTo(kept);
        assertThat(decode(same)).isEqualTo(same);
        assertThat(new String(ResultCodec.encode(BATCH, kept), StandardCharsets.UTF_8))
                .contains("\"cached\":true");
        assertThat(new String(ResultCodec.encode(BATCH, same), StandardCharsets.UTF_8))
                .contains("\"duplicate_of\":\"request-1\"");
    }

    private static ResultBuilder answer() {
        return Result.builder(1, "request-1").response(new Result.Response(200, "r", "{}"));
    }

    @Test
    void lineBreaksBetweenTokensBecomeSpaces() throws IOException {
        Result read = decode(answered(1, "{\r\n  \"a\": [1,\n2]\n}"));

        assertThat(bodyOf(read)).isEqualTo("{    \"a\": [1, 2] }");
    }

    @Test
    void aBodyThatIsNoJsonBecomesAText() throws IOException {
        Result read = decode(answered(1, "<html>\n\"502\"</html>"));

        assertThat(bodyOf(read)).isEqualTo("\"<html>\\n\\\"502\\\"</html>\"");
    }

    @Test
    void theIdIsTheSameEveryTimeAndAnotherForAnotherLine() {
        assertThat(text(answered(1))).startsWith("{\"id\":\"batch_req_");
        assertThat(text(answered(1))).isEqualTo(text(answered(1)));
        assertThat(text(answered(1)).substring(0, 40))
                .isNotEqualTo(text(answered(2)).substring(0, 40));
    }

    private static String bodyOf(Result result) {
        return Objects.requireNonNull(result.response()).body();
    }

    private static String body(String text, double number) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(Map.of("n", number, "m", Map.of("deep", text)));
    }

    private static String text(Result result) {
        return new String(ResultCodec.encode(BATCH, result), StandardCharsets.UTF_8);
    }

    private static Result decode(Result result) throws IOException {
        return ResultCodec.decode(text(result).strip().getBytes(StandardCharsets.UTF_8));
    }
}
