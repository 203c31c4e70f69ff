package dev.penstock.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class UntrustedJsonTest {
    @Test
    void elevenMillionEmptyObjectsAreRefusedWithoutMakingThem() {
        byte[] text = ("{\"a\":[" + "{},".repeat(11_000_000) + "{}]}").getBytes(UTF_8);

        assertThatThrownBy(() -> UntrustedJson.parse(text))
                .isInstanceOfSatisfying(
                        IOException.class,
                        refused ->
                                assertThat(Json.reason(refused, text)).contains("more than 400,000 names and values"));
        assertThatThrownBy(() -> UntrustedJson.visitObject(text, (name, value) -> {}))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aTextThatIsNestedTooDeepIsRefused() {
        byte[] text = ("{\"a\":" + "[".repeat(100_000)).getBytes(UTF_8);

        assertThatThrownBy(() -> UntrustedJson.parse(text))
                .isInstanceOfSatisfying(
                        IOException.class,
                        refused -> assertThat(Json.reason(refused, text)).contains("are nested too deep"));
    }

    @Test
    void aNumberThatTakesLongToReadIsRefused() {
        byte[] text = ("{\"a\":" + "1".repeat(1_000_000) + "}").getBytes(UTF_8);

        assertThatThrownBy(() -> UntrustedJson.parse(text)).isInstanceOf(IOException.class);
    }

    @Test
    void numbersKeepTheirDigits() throws IOException {
        assertThat(UntrustedJson.parse("{\"a\":1.10}".getBytes(UTF_8))).hasToString("{\"a\":1.10}");
    }

    @Test
    void aStreamOfAnyLengthIsVisited() throws IOException {
        byte[] text = ("{\"a\":[" + "{},".repeat(1_000_000) + "{}],\"b\":1}").getBytes(UTF_8);
        StringBuilder names = new StringBuilder();

        UntrustedJson.visitObject(new ByteArrayInputStream(text), (name, value) -> names.append(name));

        assertThat(names).hasToString("ab");
    }
}
