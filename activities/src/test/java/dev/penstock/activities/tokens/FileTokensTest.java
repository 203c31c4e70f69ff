package dev.penstock.activities.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.JsonText;
import dev.penstock.store.Json;
import dev.penstock.store.input.FilePart;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTokensTest {
    @Test
    void theWorstCaseHasFilesThatAreReadLater() {
        assertThat(bound(FilePart.Kind.TEXT)).isGreaterThanOrEqualTo(40_000);
        assertThat(bound(FilePart.Kind.IMAGE)).isGreaterThanOrEqualTo(48_169);
        assertThat(bound(FilePart.Kind.DOCUMENT)).isGreaterThanOrEqualTo(1_047_576);
        assertThat(new TokenBound().of("gpt-4o-mini", body(FilePart.typed("a.png"))))
                .isGreaterThanOrEqualTo(1_047_576);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'messages':[{'content':[%s]}]}",
                "{'messages':[{'content':'a','x':[%s]}]}",
                "{'messages':[{'content':%s}]}",
                "{'messages':[{'content':[[%s]]}]}",
                "{'messages':[%s]}",
                "{'messages':%s}",
                "{'input':[{'content':[%s]}]}",
                "{'prompt':%s}"
            })
    void noClaimToBeAFileMakesTheWorstCaseSmaller(String place) {
        for (String size : List.of("0", "-9007199254740991", "20971521", "1e30", "1.5", "'0'", "null")) {
            String hostile = "{'type':'penstock_file','path':'a','kind':'text','size':%s,'image_url':{'url':'x'}}"
                    .formatted(size);
            assertThat(bound(place, hostile)).isGreaterThanOrEqualTo(bound(place, "{'image_url':{'url':'x'}}"));
        }
        String below = "{'type':'penstock_file','path':'a','kind':'text','size':-1,'x':[{'type':'file'}]}";
        assertThat(bound(place, below)).isGreaterThanOrEqualTo(bound(place, "{'x':[{'type':'file'}]}"));
    }

    @Test
    void whatWasNotPlannedInAMessageCountsAsAnUnknownFile() {
        String file = "{'type':'penstock_file','path':'a','kind':'text','size':%d}";

        assertThat(bound("{'messages':[{'content':[%s]}]}", file.formatted(9))).isLessThan(200);
        assertThat(bound("{'messages':[{'content':[%s]}]}", file.formatted(-9))).isGreaterThan(1_000_000);
        assertThat(bound("{'messages':[{'x':[%s]}]}", file.formatted(9))).isGreaterThan(1_000_000);
        assertThat(bound("{'input':[{'content':[%s]}]}", file.formatted(9))).isGreaterThan(1_000_000);
        assertThat(new TokenCount().input("gpt-4o-mini", body((ObjectNode) parsed(file.formatted(Integer.MIN_VALUE)))))
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'JVBERg=='}}",
                "{'type':'document','source':{'type':'url','url':'https://example.com/a.pdf'}}",
                "{'type':'document','source':{'type':'file','file_id':'f'}}",
                "{'type':'document_url','document_url':'https://example.com/a.pdf'}",
                "{'document_url':'https://example.com/a.pdf'}"
            })
    void documentsOfOtherProvidersAreDocumentsToo(String document) {
        String place = "{'messages':[{'role':'user','content':[%s]}]}";

        assertThat(bound(place, document)).isGreaterThanOrEqualTo(1_047_576);
        assertThat(bound(place, "{'type':'document','source':{'type':'text','data':'a few words'}}"))
                .isLessThan(1_000);
    }

    @Test
    void theEstimateHasATextBySizeAndAPictureAsOne() {
        assertThat(estimate(FilePart.Kind.TEXT)).isBetween(10_000L, 10_050L);
        assertThat(estimate(FilePart.Kind.IMAGE)).isBetween(800L, 850L);
    }

    private static long bound(FilePart.Kind kind) {
        return new TokenBound().of("gpt-4o-mini", body(part(kind)));
    }

    private static long bound(String place, String part) {
        return new TokenBound().of("gpt-4o-mini", parsed(place.formatted(part)));
    }

    private static JsonNode parsed(String json) {
        return JsonText.parse(json.replace('\'', '"'));
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
