package dev.penstock.activities.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.penstock.store.Result;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MajorityVoteTest {
    @Test
    void theMostFrequentAnswerIsChosenHoweverItIsWritten() {
        MajorityVote vote = vote("No", "Yes.", " yes", "**YES**");

        assertThat(vote.chosen().customId()).isEqualTo("Yes.");
        assertThat(vote.counts()).containsExactly(Map.entry("yes", 3), Map.entry("no", 1));
    }

    @Test
    void objectsAreTheSameWhateverTheOrderOfTheirMembers() {
        assertThat(vote("{\"a\":1,\"b\":2}", "{ \"b\": 2, \"a\": 1 }").counts()).hasSize(1);
    }

    @Test
    void ofEquallyFrequentAnswersTheFirstIsChosen() {
        assertThat(vote("b", "a").chosen().customId()).isEqualTo("b");
    }

    @Test
    void deadLettersHaveNoVote() {
        Result dead = Result.builder(1, "dead")
                .error(new Result.Error("x", "y"))
                .attempts(1)
                .build();

        assertThat(MajorityVote.of(List.of(dead, answer("yes"))).chosen().customId())
                .isEqualTo("yes");
        assertThat(MajorityVote.of(List.of(dead, dead)).chosen().isAnswered()).isFalse();
    }

    @Test
    void normalizesAVoteInLinearTime() {
        assertThat(MajorityVote.normal(".".repeat(200_000) + "x")).hasSize(200_001);
        assertThat(MajorityVote.normal("\"*Yes,   indeed.\"!")).isEqualTo("yes, indeed");
    }

    private static MajorityVote vote(String... texts) {
        return MajorityVote.of(Stream.of(texts).map(MajorityVoteTest::answer).toList());
    }

    private static Result answer(String text) {
        String body =
                "{\"choices\":[{\"message\":{\"content\":%s}}]}".formatted(JsonNodeFactory.instance.textNode(text));
        return Result.builder(1, text)
                .response(new Result.Response(200, "r", body))
                .attempts(1)
                .latencyMs(1)
                .build();
    }
}
