package dev.penstock.activities.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.store.Json;
import dev.penstock.store.input.FilePart;
import org.junit.jupiter.api.Test;

class FileTokensTest {
    @Test
    void theWorstCaseHasFilesThatAreReadLater() {
        assertThat(bound(FilePart.Kind.TEXT)).isGreaterThanOrEqualTo(40_000);
        assertThat(bound(FilePart.Kind.IMAGE)).isGreaterThanOrEqualTo(48_169);
        assertThat(bound(FilePart.Kind.DOCUMENT)).isGreaterThanOrEqualTo(1_047_576);
        assertThat(new TokenBound().of("gpt-4o-mini", body(FilePart.typed("a.png"))))
                .isGreaterThanOrEqualTo(1_047_576);
    }

    @Test
    void theEstimateHasATextBySizeAndAPictureAsOne() {
        assertThat(estimate(FilePart.Kind.TEXT)).isBetween(10_000L, 10_050L);
        assertThat(estimate(FilePart.Kind.IMAGE)).isBetween(800L, 850L);
    }

    private static long bound(FilePart.Kind kind) {
        return new TokenBound().of("gpt-4o-mini", body(part(kind)));
    }

    private static long estimate(FilePart.Kind kind) {
        return new TokenCount().input("gpt-4o-mini", body(part(kind)));
    }

    private static ObjectNode part(FilePart.Kind kind) {
        return new FilePart("/in/a", kind, 40_000, 1).toJson();
    }

    private static ObjectNode body(ObjectNode part) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putArray("messages").addObject().putArray("content").add(part);
        return body;
    }
}
