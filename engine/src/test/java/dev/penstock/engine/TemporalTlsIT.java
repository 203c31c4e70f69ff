package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A real Temporal server behind TLS that wants certificates and keys, and what is said when one of them is wrong. */
@TestInstance(Lifecycle.PER_CLASS)
class TemporalTlsIT {
    private static final String WANTS_ANOTHER = "it wants a client certificate that an authority of its own has signed";
    private static final String KEY = "planted-api-key";

    private final TestingMachine machine;
    private final TemporalEngine plain;
    private final TestingCertificates certificates;
    private final TestingTlsFrontend strict;

    TemporalTlsIT(@TempDir Path folder) throws IOException {
        machine = TestingMachine.withTemporal(folder);
        plain = machine.resolve();
        certificates = TestingCertificates.in(folder.resolve("certificates"))
                .authority("theirs")
                .signed("server", "ours")
                .signed("client", "ours")
                .signed("stranger", "theirs")
                .signed("expired", "ours", "-startdate", "-10d", "-validity", "3");
        strict = TestingTlsFrontend.start(
                target(), certificates.certificate("server"), certificates.key("server"), ours(), KEY);
    }

    @AfterAll
    void stop() {
        strict.close();
        plain.close();
    }

    @Test
    void certificatesOfBothAndAKeyAreUsed() {
        try (TemporalEngine engine = machine.resolveWith(rightSettings())) {
            assertThat(engine.kind()).isEqualTo(EngineKind.CONFIGURED);
            WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(engine.stubsOptions());
            try {
                assertThat(stubs.blockingStub()
                                .describeNamespace(DescribeNamespaceRequest.newBuilder()
                                        .setNamespace(engine.namespace())
                                        .build())
                                .hasNamespaceInfo())
                        .isTrue();
            } finally {
                stubs.shutdownNow();
            }
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsNotTrusted() {
        assertRefused(
                with("TEMPORAL_TLS_SERVER_CA_CERT_PATH", certificates.certificate("theirs")),
                "its certificate is not signed by an authority that is trusted here");
    }

    @Test
    void aClientNeedsACertificate() {
        Map<String, String> settings = rightSettings();
        settings.remove("TEMPORAL_TLS_CLIENT_CERT_PATH");
        settings.remove("TEMPORAL_TLS_CLIENT_KEY_PATH");

        assertRefused(settings, WANTS_ANOTHER);
    }

    @Test
    void theClientsCertificateMustBeSignedByTheRightAuthority() {
        Map<String, String> settings = with("TEMPORAL_TLS_CLIENT_CERT_PATH", certificates.certificate("stranger"));
        settings.put(
                "TEMPORAL_TLS_CLIENT_KEY_PATH", certificates.key("stranger").toString());

        assertRefused(settings, WANTS_ANOTHER);
    }

    @Test
    void aWrongApiKeyIsSaidAndNotShown() {
        Map<String, String> settings = rightSettings();
        settings.put("TEMPORAL_API_KEY", "another-key");

        assertRefused(settings, "it does not accept the API key");
    }

    @Test
    void aServersCertificateMayHaveExpiredOrBeForAnotherName() throws IOException {
        Map<String, String> settings = rightSettings();
        settings.put("TEMPORAL_TLS_SERVER_NAME", "temporal.example.org");
        assertRefused(settings, "its certificate is for another name");

        try (TestingTlsFrontend expired = TestingTlsFrontend.start(
                target(), certificates.certificate("expired"), certificates.key("expired"), null, null)) {
            Map<String, String> late = rightSettings();
            late.put("TEMPORAL_ADDRESS", expired.address());
            assertRefused(late, "its certificate has expired");
        }
    }

    @Test
    void tlsAtOneEndOnlyIsSaid() {
        assertThatThrownBy(() -> machine.resolveWith("TEMPORAL_ADDRESS", strict.address()))
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageStartingWith("cannot reach Temporal at " + strict.address())
                .hasMessageEndingWith("; if it uses TLS, set TEMPORAL_TLS=true");
        assertRefused(
                Map.of("TEMPORAL_ADDRESS", target(), "TEMPORAL_TLS", "true"),
                "it does not use TLS: unset TEMPORAL_TLS");
    }

    @Test
    void filesThatAreMissingOrNoCertificatesAreNamed(@TempDir Path folder) throws IOException {
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");

        assertThatThrownBy(() -> machine.resolveWith(with("TEMPORAL_TLS_CLIENT_CERT_PATH", folder.resolve("none.pem"))))
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageContaining("none.pem");
        assertThatThrownBy(() -> machine.resolveWith(with("TEMPORAL_TLS_CLIENT_KEY_PATH", nonsense)))
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageContaining("nonsense.pem");
    }

    private void assertRefused(Map<String, String> settings, String sentence) {
        assertThatThrownBy(() -> machine.resolveWith(settings))
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageStartingWith("cannot use Temporal at %s: ".formatted(settings.get("TEMPORAL_ADDRESS")))
                .hasMessageContaining(sentence)
                .hasMessageNotContainingAny(KEY, "another-key", "\n");
        assertThat(EngineReport.of(machine.optionsWith(settings, true)).missing())
                .singleElement()
                .asString()
                .contains(sentence);
    }

    private Map<String, String> with(String name, Path file) {
        Map<String, String> settings = rightSettings();
        settings.put(name, file.toString());
        return settings;
    }

    private Map<String, String> rightSettings() {
        return new java.util.HashMap<>(Map.of(
                "TEMPORAL_ADDRESS", strict.address(),
                "TEMPORAL_API_KEY", KEY,
                "TEMPORAL_TLS_SERVER_CA_CERT_PATH", ours().toString(),
                "TEMPORAL_TLS_CLIENT_CERT_PATH",
                        certificates.certificate("client").toString(),
                "TEMPORAL_TLS_CLIENT_KEY_PATH", certificates.key("client").toString()));
    }

    private Path ours() {
        return certificates.certificate("ours");
    }

    private String target() {
        return "127.0.0.1:" + machine.port;
    }
}
