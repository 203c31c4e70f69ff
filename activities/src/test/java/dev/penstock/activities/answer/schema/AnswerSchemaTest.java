package dev.penstock.activities.answer.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.penstock.store.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AnswerSchemaTest {
    private static final String TREE = """
            {"$defs":{"node":{"type":"object","additionalProperties":false,
              "properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/$defs/node"}}}}},
             "$ref":"#/$defs/node"}""";

    /** Each level applies the one below twice, to the same value. */
    private static final String DOUBLING =
            "{\"allOf\":[{\"properties\":{\"a\":{\"$ref\":\"#\"}}},{\"properties\":{\"a\":{\"$ref\":\"#\"}}}]}";

    @Test
    void saysWhatAnAnswerLacks() throws IOException {
        AnswerSchema schema = schema(
                "{\"type\":\"object\",\"required\":[\"price\"],\"properties\":{\"price\":{\"type\":\"number\"}}}");

        assertThat(schema.wrong(json("{\"price\":3}"))).isEmpty();
        assertThat(schema.wrong(json("{}")).orElseThrow()).contains("price");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":5}                                              | "schema" is not a valid JSON schema
            {"pattern":"("}                                         | the pattern "(" cannot be used, because of "(" (missing closing ))
            {"properties":{"a":{"pattern":"(?=b)"}}}                | without lookahead, lookbehind and backreferences
            {"patternProperties":{"(a)\\\\1":{}}}                   | the pattern "(a)\\1" cannot be used
            {"pattern":"((a{100}){100}){100}"}                      | is too large: its repetitions, multiplied
            {"$ref":"http://127.0.0.1/x"}                           | refers to "http://127.0.0.1/x", and a schema can refer to itself only
            {"items":{"$ref":"file:///etc/passwd"}}                 | refers to "file:///etc/passwd"
            {"anyOf":[{"$ref":"classpath:x"}]}                      | refers to "classpath:x"
            {"$ref":"other.json#/a"}                                | refers to "other.json#/a"
            {"$ref":"#/$defs/addres"}                               | refers to "#/$defs/addres", where it has no schema
            {"$ref":"#name"}                                        | refers to "#name"
            {"items":{"$dynamicRef":"#x"}}                          | has a "$dynamicRef" within
            {"items":{"$id":"http://127.0.0.1/","$ref":"#/x"}}      | has a "$id" within
            {"$schema":"http://127.0.0.1/schema"}                   | "$schema" of "schema" must be one of
            {"$ref":"#"}                                            | refers to itself in a circle
            {"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"allOf":[{"$ref":"#/$defs/a"}]}},"not":{"$ref":"#/$defs/a"}} | in a circle
            """)
    void refusesASchemaThatCannotBeUsed(String text, String why) {
        assertThatThrownBy(() -> schema(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void fetchesNothing(@TempDir Path folder) throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        Path secret = Files.writeString(folder.resolve("secret.json"), "{\"const\":\"s3cret\"}");
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/x";
        try {
            for (String place : List.of(address, address + "#/a", secret.toUri().toString(), secret.toString())) {
                for (String keyword : List.of("$ref", "$dynamicRef", "$recursiveRef", "$schema", "$id")) {
                    for (String form : List.of("{\"%s\":\"%s\"}", "{\"items\":{\"%s\":\"%s\",\"$ref\":\"#/a\"}}")) {
                        tryToUse(form.formatted(keyword, place));
                    }
                }
            }
        } finally {
            server.stop(0);
        }
        assertThat(requests).hasValue(0);
    }

    private static void tryToUse(String text) throws IOException {
        try {
            assertThat(schema(text).wrong(json("{\"a\":[1]}")).orElse("")).doesNotContain("s3cret");
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("s3cret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(.*a){25}$", "^(a+)+$", "(a|aa)*c", "(x+x+)+y"})
    void matchesPatternsInLinearTime(String pattern) throws IOException {
        AnswerSchema schema = schema("{\"pattern\":\"%s\"}".formatted(pattern));

        assertThat(schema.wrong(Json.MAPPER.valueToTree("a".repeat(100_000) + "b" + "x".repeat(10_000))))
                .isPresent();
    }

    @Test
    void readsThePatternsThatPeopleWrite() throws IOException {
        AnswerSchema schema = schema(
                "{\"properties\":{\"id\":{\"pattern\":\"^[0-9a-f]{8}-[0-9a-f]{4}\\\\/\\\\u00e4\\\\d+$\"}},\"patternProperties\":{\"^x-\":{\"type\":\"number\"}}}");

        assertThat(schema.wrong(json("{\"id\":\"0123abcd-0123/ä7\",\"x-a\":1}")))
                .isEmpty();
        assertThat(schema.wrong(json("{\"id\":\"0123abcd-0123/a7\"}"))).isPresent();
        assertThat(schema.wrong(json("{\"x-a\":\"1\"}"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://json-schema.org/draft/2020-12/schema",
                "https://json-schema.org/draft/2019-09/schema",
                "http://json-schema.org/draft-07/schema#",
                "http://json-schema.org/draft-06/schema#"
            })
    void knowsTheVersionsOfJsonSchema(String version) throws IOException {
        AnswerSchema schema = schema(
                "{\"$schema\":\"%s\",\"$id\":\"https://example.com/a\",\"definitions\":{\"b\":{\"type\":\"string\"}},\"items\":{\"$ref\":\"#/definitions/b\"}}"
                        .formatted(version));

        assertThat(schema.wrong(json("[\"a\"]"))).isEmpty();
        assertThat(schema.wrong(json("[1]"))).isPresent();
    }

    @Test
    void eachVersionHasItsOwnRules() throws IOException {
        String tuple = "{\"$schema\":\"%s\",\"items\":[{\"type\":\"string\"},{\"type\":\"number\"}]}";
        AnswerSchema schema = schema(tuple.formatted("http://json-schema.org/draft-07/schema#"));

        assertThat(schema.wrong(json("[\"a\",1]"))).isEmpty();
        assertThat(schema.wrong(json("[1,\"a\"]"))).isPresent();
        assertThatThrownBy(() -> schema(tuple.formatted("https://json-schema.org/draft/2020-12/schema")))
                .hasMessageContaining("is not a valid JSON schema");
    }

    @Test
    void anInterruptedCheckSaysNothingAboutTheAnswer() throws IOException {
        AnswerSchema schema = schema(DOUBLING);
        JsonNode answer = json("{\"a\":".repeat(100) + "1" + "}".repeat(100));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> schema.wrong(answer)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aSchemaMayReferToItselfForWhatIsWithin() throws IOException {
        AnswerSchema schema = schema(TREE);

        assertThat(schema.wrong(json("{\"name\":\"a\",\"children\":[{\"children\":[{\"name\":\"b\"}]}]}")))
                .isEmpty();
        assertThat(schema.wrong(json("{\"name\":\"a\",\"children\":[{\"children\":[{\"name\":1}]}]}")))
                .isPresent();
    }

    @Test
    void givesUpOnASchemaThatTakesTooLong() throws IOException {
        AnswerSchema schema = schema(DOUBLING);
        String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);

        assertThatThrownBy(() -> schema.wrong(json(deep)))
                .isInstanceOf(UncheckableAnswer.class)
                .hasMessageContaining("takes too long");
    }

    @Test
    void doublesNothingBeyondMeasure() throws IOException {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        ObjectNode parts = schema.putObject("$defs");
        for (int level = 0; level < 40; level++) {
            ObjectNode each = parts.putObject("d" + level);
            String below = "#/$defs/d" + (level + 1);
            each.putArray("allOf").addObject().put("$ref", below);
            ((com.fasterxml.jackson.databind.node.ArrayNode) each.path("allOf"))
                    .addObject()
                    .put("$ref", below);
        }
        parts.putObject("d40").put("type", "string");
        schema.put("$ref", "#/$defs/d0");

        assertThatThrownBy(() -> schema(schema.toString()).wrong(json("1"))).isInstanceOf(UncheckableAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "[1e999999]"})
    void writesNoNumberOut(String answer) throws IOException {
        AnswerSchema schema = schema("{\"enum\":[1]}");

        assertThatThrownBy(() -> schema.wrong(json(answer)))
                .isInstanceOf(UncheckableAnswer.class)
                .hasMessageContaining("digits");
    }

    @Test
    void keepsNoMillionMessages() throws IOException {
        AnswerSchema schema = schema("{\"items\":{\"type\":\"string\"}}");
        JsonNode answer =
                Json.MAPPER.valueToTree(IntStream.range(0, 1_000_000).boxed().toList());

        assertThatThrownBy(() -> schema.wrong(answer)).isInstanceOf(UncheckableAnswer.class);
    }

    @Test
    void comparesNoHugeArrayItemByItem() throws IOException {
        AnswerSchema schema = schema("{\"uniqueItems\":true}");
        List<Integer> small = IntStream.range(0, 10_000).boxed().toList();
        List<Integer> huge = IntStream.range(0, 200_000).boxed().toList();

        assertThat(schema.wrong(Json.MAPPER.valueToTree(small))).isEmpty();
        assertThatThrownBy(() -> schema.wrong(Json.MAPPER.valueToTree(huge))).isInstanceOf(UncheckableAnswer.class);
    }

    @Test
    void checksLargeAnswersOfLargeSchemas() throws IOException {
        ObjectNode object = Json.MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = object.putObject("properties");
        IntStream.range(0, 200).forEach(i -> properties.putObject("p" + i).put("type", "string"));
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "array");
        schema.set("items", object);
        Map<String, String> item = Map.of("p1", "x".repeat(50), "p7", "y".repeat(500), "p150", "z");

        assertThat(schema(schema.toString())
                        .wrong(Json.MAPPER.valueToTree(
                                IntStream.range(0, 1_000).mapToObj(i -> item).toList())))
                .isEmpty();
    }

    @Test
    void refusesPatternsThatAreTooLargeTogether() {
        String many = IntStream.range(0, 1_000)
                .mapToObj(i -> "\"(a{50}){90}%d\":{}".formatted(i))
                .collect(Collectors.joining(","));

        assertThatThrownBy(() -> schema("{\"patternProperties\":{%s}}".formatted(many)))
                .hasMessageContaining("too large together");
    }

    @Test
    void refusesWhatIsTooLargeOrTooDeep() {
        Map<String, Object> deep = Map.of();
        for (int level = 0; level < 10_000; level++) {
            deep = Map.of("not", deep);
        }
        Map<String, Object> tooDeep = deep;
        Map<String, Object> tooLarge =
                Map.of("enum", IntStream.range(0, 100_000).boxed().toList());

        assertThatThrownBy(() -> AnswerSchema.of(tooDeep)).hasMessageContaining("levels deep");
        assertThatThrownBy(() -> AnswerSchema.of(tooLarge)).hasMessageContaining("too large");
    }

    private static AnswerSchema schema(String text) throws IOException {
        return AnswerSchema.of(Json.MAPPER.readValue(text, Map.class));
    }

    private static JsonNode json(String text) throws IOException {
        return Json.MAPPER.readTree(text);
    }
}
