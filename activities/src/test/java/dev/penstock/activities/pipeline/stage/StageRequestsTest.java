package dev.penstock.activities.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.store.Json;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.Store;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StageRequestsTest {
    private static final int LETTERS = 100_000;

    private final StagePrompt prompt =
            new StagePrompt(new Stage(Map.of("name", "a", "prompt", "{{input.text}}")), "gpt-4o-mini");
    private final List<Long> taken = new ArrayList<>();

    @Test
    void memoryForAllPromptsIsTakenOnce() {
        StageRequests requests = requests(5, LETTERS, Long.MAX_VALUE);

        assertThat(taken).containsExactly(5L * LETTERS);
        assertThat(requests.possible()).extracting(RequestLine::line).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(requests.impossible()).isEmpty();
    }

    @Test
    void shortPromptsTakeNone() {
        assertThat(requests(5, 10, Long.MAX_VALUE).possible()).hasSize(5);
        assertThat(taken).isEmpty();
    }

    @Test
    void whatNoMemoryHoldsIsADeadLetter() {
        StageRequests requests = requests(5, LETTERS, 3 * LETTERS);

        assertThat(taken).containsExactly(3L * LETTERS);
        assertThat(requests.possible()).extracting(RequestLine::line).containsExactly(1L, 2L, 3L);
        assertThat(requests.impossible()).extracting(Result::line).containsExactly(4L, 5L);
        assertThat(requests.impossible())
                .extracting(Result::error)
                .extracting(Result.Error::code)
                .containsOnly("prompt_too_long");
    }

    private StageRequests requests(int count, int letters, long most) {
        List<RequestLine> lines = LongStream.rangeClosed(1, count)
                .mapToObj(line -> new RequestLine(
                        line,
                        "request-" + line,
                        StagePrompt.URL,
                        Json.MAPPER.createObjectNode().put("text", "x".repeat(letters)),
                        true))
                .toList();
        SliceInput slice = new SliceInput(
                new BatchId("b"), 0, new Slice(0, 0, 1, 1, count, 0, "p", null), 0, false, Urgency.NORMAL, null, null);
        StageHistory none = StageHistory.of(slice, lines, List.of(), new StageMemory(noStore()));
        return StageRequests.of(none, lines, prompt, 0, most, taken::add);
    }

    private static Store noStore() {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
