package dev.penstock.providers.openai;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdOutputStream;
import dev.penstock.contracts.Usage;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.dialect.Dialects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What providers and the proxies before them send, byte by byte. */
@Timeout(30)
class AnswerWireTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String ANSWER = "{\"choices\":[{\"message\":{\"content\":\"grün\"}}]}";
    private static final int BOMB = 80 << 20;

    /** Returns a stream that writes in a content coding. */
    private interface Coding {
        OutputStream to(OutputStream out) throws IOException;
    }

    private static Coding coding(String name) {
        return switch (name) {
            case "gzip" -> GZIPOutputStream::new;
            case "zlib" -> DeflaterOutputStream::new;
            case "raw" -> out -> new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
            default -> ZstdOutputStream::new;
        };
    }

    @ParameterizedTest
    @CsvSource({"gzip, gzip", "gzip, x-gzip", "zlib, deflate", "raw, deflate", "zstd, zstd"})
    void aCodingThatNobodyAskedForIsDecoded(String coding, String header) throws IOException {
        assertThat(text(call("Content-Encoding: " + header + "\r\n", encoded(coding, ANSWER.getBytes(UTF_8)))))
                .isEqualTo("grün");
    }

    @Test
    void gzipIsReadByItsFirstBytesWhateverTheHeadersSay() throws IOException {
        byte[] plain = ANSWER.getBytes(UTF_8);

        assertThat(text(call("", encoded("gzip", plain)))).isEqualTo("grün");
        assertThat(text(call("Content-Encoding: gzip\r\n", plain))).isEqualTo("grün");
        assertThat(text(call("Content-Encoding: gzip, gzip\r\n", encoded("gzip", plain))))
                .isEqualTo("grün");
    }

    @Test
    void aCompressedBodyThatIsCutOffIsAskedForOnceMoreAndNoFault() throws IOException {
        byte[] whole = encoded("gzip", ANSWER.getBytes(UTF_8));

        assertThat(call("Content-Encoding: gzip\r\n", Arrays.copyOf(whole, whole.length - 12)))
                .isInstanceOfSatisfying(Outcome.Unusable.class, unusable -> {
                    assertThat(unusable.error().message()).endsWith("a compressed body that is cut off");
                    assertThat(unusable.retries()).isEqualTo(1);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {": WAIT\n\n:ping\n\n%s", "\n\n  %s\n", "%s\u0000\u0000", "\n: x\r\n%s"})
    void whatStandsAroundAnAnswerIsNoPartOfIt(String pattern) {
        assertThat(text(call("", pattern.formatted(ANSWER).getBytes(UTF_8)))).isEqualTo("grün");
    }

    @Test
    void aPlainBodyUnderTheContentTypeOfAStreamIsRead() {
        String header = "Content-Type: text/event-stream\r\n";

        assertThat(text(call(header, (": hi\n\n" + ANSWER.replace(",", ",\n")).getBytes(UTF_8))))
                .isEqualTo("grün");
        assertThat(call(header, "{\"error\":{\"message\":\"rate limit reached\"}}".getBytes(UTF_8)))
                .isInstanceOf(Outcome.Throttled.class);
    }

    @Test
    void aPlainBodyUnderTheContentTypeOfAStreamIsNotReadWithoutEnd() {
        byte[] body = ("x".repeat(1 << 20) + "\n").repeat(17).getBytes(UTF_8);

        assertThat(call("Content-Type: text/event-stream\r\n", body)).asString().contains("16 MiB without an event");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id: 7\n", "retry: 1000\n", ":ping\n\n", "event: message\n"})
    void eventsMayBeginWithAnyOfTheirFields(String first) {
        String events =
                first + "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}\n\n";

        assertThat(text(call("", events.getBytes(UTF_8)))).isEqualTo("Hello");
    }

    @Test
    void codingsAreDecodedFromTheLastToTheFirst() throws IOException {
        byte[] twice = encoded("gzip", encoded("zlib", ANSWER.getBytes(UTF_8)));

        assertThat(text(call("Content-Encoding: deflate, gzip\r\n", twice))).isEqualTo("grün");
    }

    @ParameterizedTest
    @CsvSource({"gzip, gzip", "zlib, deflate", "zstd, zstd"})
    void aSmallBodyThatBecomesAHugeOneIsTooLarge(String coding, String header) throws IOException {
        Outcome outcome = call("Content-Encoding: " + header + "\r\n", encoded(coding, new byte[BOMB]));

        assertThat(((Outcome.Unusable) outcome).error().code()).isEqualTo("answer_too_large");
    }

    @ParameterizedTest
    @CsvSource({"br, which was not asked for", "zstd, that it announces", "deflate, that it announces"})
    void aBodyThatCannotBeDecodedIsUnreadable(String header, String message) {
        assertThat(call("Content-Encoding: " + header + "\r\n", "xxxxxxxxxxxxxxx".getBytes(UTF_8)))
                .isInstanceOfSatisfying(Outcome.Unusable.class, unusable -> {
                    assertThat(unusable.error().message()).endsWith(message);
                    assertThat(unusable.retries()).isEqualTo(1);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "utf-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "\"windows-1252\""})
    void theAnnouncedCharsetIsRead(String name) {
        byte[] body = ANSWER.getBytes(Charset.forName(name.replace("\"", "")));

        assertThat(text(call("Content-Type: application/json; charset=" + name + "\r\n", body)))
                .isEqualTo("grün");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkIsNoPartOfTheAnswer(String name) {
        Outcome outcome = call("", ("\uFEFF" + ANSWER).getBytes(Charset.forName(name)));

        assertThat(((Outcome.Answered) outcome).response().body()).isEqualTo(ANSWER);
    }

    @Test
    void utf16WithoutAMarkIsReadByItsZeros() {
        assertThat(text(call("", ANSWER.getBytes(UTF_16LE)))).isEqualTo("grün");
    }

    @Test
    void anUnknownCharsetIsTakenForUtf8() {
        assertThat(text(call("Content-Type: application/json; charset=klingon\r\n", ANSWER.getBytes(UTF_8))))
                .isEqualTo("grün");
    }

    @Test
    void numbersThatAreNoneBecomeNullAndAllElseStaysAsItIs() {
        String answer = "{\"choices\":[{\"message\":{\"content\":\"a\tb\"},\"logprobs\":[NaN,-Infinity,-0.10,1E-7]}]}";

        assertThat(((Outcome.Answered) call("", answer.getBytes(UTF_8)))
                        .response()
                        .body())
                .isEqualTo("{\"choices\":[{\"message\":{\"content\":\"a\\tb\"},\"logprobs\":[null,null,-0.10,1E-7]}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: text/event-stream\r\n", "Content-Type: application/json\r\n", ""})
    void eventsThatNobodyAskedForAreAnAnswer(String header) {
        String events = "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"Hel\"}}]}\n\n"
                + "data: {\"choices\":[{\"delta\":{\"content\":\"lo\"},\"finish_reason\":\"stop\"}]}\n\n"
                + "data: [DONE]\n\n";

        assertThat(text(call(header, events.getBytes(UTF_8)))).isEqualTo("Hello");
    }

    @Test
    void anEventMayHaveSeveralLinesNoIdNoIndexAndTheUsageSoFar() {
        String events =
                "\uFEFFevent: chunk\r\nid: 1\r\ndata: {\"choices\":[\r\ndata: {\"delta\":{\"content\":\"a\"}}],\r\n"
                        + "data: \"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}\r\n\r\n"
                        + ": keepalive\r\n\r\n"
                        + "data: {\"choices\":[{\"delta\":{\"content\":\"b\"}}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}\r\n\r\n"
                        + "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"id\":\"t1\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]}}],\"usage\":null}\r\n\r\n"
                        + "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":\"}\"}}]},\"logprobs\":{\"content\":[NaN]}}]}\r\n\r\n"
                        + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
        List<String> tokens = new ArrayList<>();

        Outcome outcome = stream(events, tokens);

        assertThat(tokens).containsExactly("a", "b");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
            assertThat(answered.text()).contains("ab");
            assertThat(answered.usage()).isEqualTo(new Usage(5, 0, 2, 0));
            assertThat(answered.response().body())
                    .contains(
                            "\"tool_calls\":[{\"id\":\"t1\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]",
                            "\"object\":\"chat.completion\"",
                            "\"logprobs\":{\"content\":[null]}");
        });
    }

    @Test
    void aStreamThatBreaksOffSaysHowFarItCame() {
        String events = "data: {\"choices\":[{\"delta\":{\"content\":\"two words\"}}]}\n\n";

        assertThat(stream(events, new ArrayList<>()))
                .isInstanceOfSatisfying(
                        Outcome.Lost.class,
                        lost -> assertThat(lost.error().message()).endsWith("broke off after 9 letters of the answer"));
    }

    @Test
    void anErrorInAnotherCodingIsRead() throws IOException {
        byte[] error = encoded("zstd", "{\"error\":{\"message\":\"no such tool\"}}".getBytes(UTF_8));
        try (TestingWire wire =
                new TestingWire(true, TestingWire.response("400 Bad Request", "Content-Encoding: zstd\r\n", error))) {
            assertThat(((Outcome.Refused) call(wire)).error().message()).isEqualTo("no such tool");
        }
    }

    @Test
    void onlyCodingsThatCanBeDecodedAreAskedFor() {
        try (TestingWire wire = new TestingWire(true, TestingWire.response("200 OK", "", ANSWER.getBytes(UTF_8)))) {
            Outcome unused = call(wire);

            assertThat(wire.heads.getFirst().lines())
                    .filteredOn(line -> line.startsWith("Accept-Encoding"))
                    .containsExactly("Accept-Encoding: gzip");
        }
    }

    private static Outcome call(String headers, byte[] body) {
        try (TestingWire wire = new TestingWire(true, TestingWire.response("200 OK", headers, body))) {
            return call(wire);
        }
    }

    private static Outcome call(TestingWire wire) {
        try (Provider provider = provider(wire)) {
            return provider.call(CHAT, request());
        }
    }

    private static Outcome stream(String events, List<String> tokens) {
        byte[] response = TestingWire.response("200 OK", "Content-Type: text/event-stream\r\n", events.getBytes(UTF_8));
        try (TestingWire wire = new TestingWire(true, response);
                Provider provider = provider(wire)) {
            return provider.stream(CHAT, request(), tokens::add);
        }
    }

    private static ObjectNode request() {
        return JsonText.MAPPER.createObjectNode().put("model", "m");
    }

    private static Provider provider(TestingWire wire) {
        return Dialects.provider(
                new ProviderAccount(URI.create(wire.baseUrl()), null, Duration.ofMinutes(1), Map.of(), 8),
                (model, quota) -> {});
    }

    private static String text(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        return ((Outcome.Answered) outcome).text().orElse("");
    }

    private static byte[] encoded(String coding, byte[] plain) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (OutputStream out = coding(coding).to(encoded)) {
            out.write(plain);
        }
        return encoded.toByteArray();
    }
}
