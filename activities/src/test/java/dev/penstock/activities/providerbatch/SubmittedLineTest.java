package dev.penstock.activities.providerbatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubmittedLineTest {
    private static final byte[] STORED =
            "{\"line\":7,\"custom_id\":\"mine\",\"method\":\"POST\",\"url\":\"/v1/x\",\"body\":{\"model\":\"m\", \"n\":1}}"
                    .getBytes(UTF_8);

    @Test
    void aLineKeepsItsBodyByteForByteUnlessItsModelHasAnotherNameThere() throws IOException {
        String name = LineName.of(7);

        assertThat(new String(SubmittedLine.of(STORED, 7, Optional.empty()), UTF_8))
                .isEqualTo(
                        "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"/v1/x\",\"body\":{\"model\":\"m\", \"n\":1}}\n"
                                .formatted(name));
        assertThat(new String(SubmittedLine.of(STORED, 7, Optional.of("my-deployment")), UTF_8))
                .isEqualTo(
                        "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"/v1/x\",\"body\":{\"model\":\"my-deployment\",\"n\":1}}\n"
                                .formatted(name));
    }
}
