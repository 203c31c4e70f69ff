package dev.penstock.service.completions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.service.errors.ApiFailure;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"penstock_file", "penstock\\u005ffile"})
    void aPartThatStandsForAFileIsRefusedWhereverItStands(String type) {
        for (String place : List.of("\"messages\":[{\"content\":[%s]}]", "\"messages\":[],\"x\":{\"y\":[%s]}")) {
            String part = "{\"type\":\"%s\",\"path\":\"a\",\"kind\":\"text\",\"size\":0}".formatted(type);
            ObjectNode body =
                    CompletionCall.json("{\"model\":\"m\",%s}".formatted(place.formatted(part)), tokens -> {});
            assertThatThrownBy(() -> CompletionCall.of("/v1/chat/completions", body))
                    .hasMessageContaining("parts of type 'penstock_file' may stand only in");
        }
    }
}
