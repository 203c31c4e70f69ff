package dev.penstock.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RequestCodecTest {
    private static final byte[] BODY = "{\"model\":\"m\",\"cache\":false}".getBytes(UTF_8);

    @Test
    void aLineThatWantsAnAnswerOfItsOwnSaysSo() throws IOException {
        assertThat(RequestCodec.decode(encode(false)).reusable()).isFalse();
        assertThat(RequestCodec.decode(encode(true)).reusable()).isTrue();
        assertThat(RequestCodec.decodeKey(encode(false))).isEqualTo(new RequestCodec.Key(7, "a"));
    }

    @Test
    void aProviderDoesNotGetToSeeIt() throws IOException {
        String sent = new String(RequestCodec.renamed(encode(false), "b"), UTF_8);

        assertThat(sent)
                .isEqualTo(
                        "{\"custom_id\":\"b\",\"method\":\"POST\",\"url\":\"/v1/x\",\"body\":{\"model\":\"m\",\"cache\":false}}\n")
                .isEqualTo(new String(RequestCodec.renamed(encode(true), "b"), UTF_8));
    }

    private static byte[] encode(boolean reusable) {
        byte[] line = RequestCodec.encode(7, "a", "/v1/x", BODY, reusable);
        return java.util.Arrays.copyOf(line, line.length - 1);
    }
}
