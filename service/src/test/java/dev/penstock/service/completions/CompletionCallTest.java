package dev.penstock.service.completions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.service.errors.ApiFailure;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CompletionCallTest {
    @Test
    void memoryIsTakenForTheTokensOfATextBeforeTheyAreKept() {
        String text = "{\"messages\":[%s{}]}".formatted("{},".repeat(50_000));

        AtomicLong taken = new AtomicLong();
        assertThat(CompletionCall.json(text, taken::set).path("messages")).hasSize(50_001);
        assertThat(taken).hasValue(2 * 50_001 + 5);

        String broken = text.substring(0, text.length() - 1) + ",";
        assertThatThrownBy(() -> CompletionCall.json(broken, tokens -> {
                    throw new AssertionError("asked for memory for a text that is no JSON");
                }))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining("the request's body is not JSON");
    }

    @Test
    void aTextForWhichThereIsNoMemoryIsNotParsed() {
        IllegalStateException none = new IllegalStateException("no memory");

        // Jackson refuses what follows the object only when it builds the tree.
        assertThatThrownBy(() -> CompletionCall.json("{} {}", tokens -> {
                    throw none;
                }))
                .isSameAs(none);
    }
}
