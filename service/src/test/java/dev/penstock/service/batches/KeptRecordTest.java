package dev.penstock.service.batches;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptRecordTest {
    private static final BatchSpec SPEC = BatchSpec.of("file:///store/in.jsonl").with(SpecKey.PROMPT, "{{a}}");
    private static final BatchRecord RECORD = new BatchRecord(
            BatchRecords.nextId(),
            "/v1/chat/completions",
            "file-1",
            "24h",
            Instant.parse("2026-11-30T08:00:00Z"),
            null,
            Map.of("k", "v"),
            3600L,
            "acme",
            "engine/default",
            SPEC.input());

    @Test
    void aRecordAndItsSpecificationAreReadAsTheyWereWritten() throws IOException {
        assertThat(KeptRecord.read(new ByteArrayInputStream(KeptRecord.write(RECORD, SPEC))))
                .isEqualTo(new KeptRecord(RECORD, SPEC));
        assertThat(new String(KeptRecord.write(RECORD, SPEC), UTF_8))
                .as("the input stands in the specification only")
                .containsOnlyOnce("in.jsonl");
    }

    @Test
    void aBrokenRecordIsNoTroubleOfTheStore() {
        for (String broken : new String[] {"", "[]", "{"}) {
            assertThatThrownBy(() -> KeptRecord.read(new ByteArrayInputStream(broken.getBytes(UTF_8))))
                    .as(broken)
                    .isInstanceOf(JsonProcessingException.class);
        }
    }
}
