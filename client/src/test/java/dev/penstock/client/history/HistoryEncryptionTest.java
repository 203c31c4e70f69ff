package dev.penstock.client.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.common.v1.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class HistoryEncryptionTest {
    private static final String OLD = "2025 " + "A".repeat(43) + "=";
    private static final String NEW = "2026 " + "B".repeat(42) + "A=";
    private static final String PROMPT = "What does my contract with Acme say?";

    @TempDir
    Path folder;

    @Test
    void aPromptIsNotInWhatTemporalGetsAndComesBack() throws IOException {
        Payloads kept = kept(with(OLD), PROMPT);

        assertThat(kept.toString()).doesNotContain("contract").contains("binary/encrypted", "2025");
        assertThat(read(with(OLD), kept)).isEqualTo(PROMPT);
        assertThat(kept(with(OLD), PROMPT)).as("each time another nonce").isNotEqualTo(kept);
    }

    @Test
    void afterANewKeyTheOldOneStillReads() throws IOException {
        Payloads before = kept(with(OLD), PROMPT);
        DataConverter both = with("# newest first", NEW, "", OLD);

        assertThat(read(both, before)).isEqualTo(PROMPT);
        assertThat(kept(both, PROMPT).toString()).contains("2026").doesNotContain("2025");
    }

    @Test
    void whatIsNotEncryptedIsRead() throws IOException {
        assertThat(read(with(OLD), kept(without(), PROMPT))).isEqualTo(PROMPT);
    }

    @Test
    void withoutTheKeyOneSentenceSaysSo() throws IOException {
        Payloads kept = kept(with(OLD), PROMPT);

        assertThatThrownBy(() -> read(without(), kept))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("what Temporal keeps is encrypted with the key '2025', which this process does not have:"
                        + " name the file of keys in PENSTOCK_HISTORY_KEYS");
        assertThatThrownBy(() -> read(with(NEW.replace("2026", "2025")), kept))
                .hasMessageContaining("is not encrypted with the key '2025' of this process");
    }

    @Test
    void messagesOfFailuresAreEncryptedOnlyWithAKey() throws IOException {
        ApplicationFailure failure = ApplicationFailure.newFailure("line 3: 'secret'", "InvalidInput");

        assertThat(with(OLD).exceptionToFailure(failure).toString()).doesNotContain("secret");
        assertThat(without().exceptionToFailure(failure).getMessage()).isEqualTo("line 3: 'secret'");
    }

    @Test
    void aWrongFileIsASentenceWithoutAKey() throws IOException {
        for (String line :
                new String[] {"2025", "2025 c2hvcnQtc2VjcmV0", "2025 " + "B".repeat(44) + " x", "2025 ???"}) {
            Files.writeString(folder.resolve("keys"), NEW + "\n" + line + "\n");

            assertThatThrownBy(() -> HistoryEncryption.of(named()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("PENSTOCK_HISTORY_KEYS: ")
                    .hasMessageContaining("line 2")
                    .hasMessageNotContainingAny("c2hvcnQ", "BBBB", "???");
        }
        Files.delete(folder.resolve("keys"));
        assertThatThrownBy(() -> HistoryEncryption.of(named())).hasMessageContaining("cannot read");
    }

    private Map<String, String> named() {
        return Map.of("PENSTOCK_HISTORY_KEYS", folder.resolve("keys").toString());
    }

    private DataConverter with(String... lines) throws IOException {
        Files.writeString(folder.resolve("keys"), String.join("\n", lines));
        return converter(named());
    }

    private static DataConverter without() {
        return converter(Map.of());
    }

    private static DataConverter converter(Map<String, String> environment) {
        return HistoryEncryption.of(environment)
                .addTo(WorkflowClientOptions.getDefaultInstance())
                .getDataConverter();
    }

    private static Payloads kept(DataConverter converter, String text) {
        return converter.toPayloads(text).orElseThrow();
    }

    private static String read(DataConverter converter, Payloads kept) {
        return converter.fromPayloads(0, Optional.of(kept), String.class, String.class);
    }
}
