package dev.penstock.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API behind a certificate of its own. */
final class TlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    @Test
    void answersOverTlsAndNotWithoutIt() throws Exception {
        KeyStore made = makeCertificate();
        ServerCertificate certificate = new ServerCertificate(
                pem("CERTIFICATE", made.getCertificate("server").getEncoded()),
                pem("PRIVATE KEY", made.getKey("server", PASSWORD.toCharArray()).getEncoded()));
        try (TestingApi api = TestingApi.withTls(folder.resolve("store"), certificate);
                HttpClient client =
                        HttpClient.newBuilder().sslContext(trusting(made)).build()) {
            assertThat(api.address().getScheme()).isEqualTo("https");

            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(api.address().resolve("/v1/models")).build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            try (Socket plain = api.connect()) {
                TestingApi.send(plain, "GET /v1/models", "Host: localhost");
                assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                        .doesNotStartWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void filesThatAreNoCertificateAreNamed() throws IOException {
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");

        assertThatThrownBy(() -> TestingApi.withTls(folder, new ServerCertificate(nonsense, nonsense)))
                .isInstanceOf(ApiServer.CertificateUnusable.class)
                .hasMessageContaining("nonsense.pem");
    }

    private KeyStore makeCertificate() throws Exception {
        Path store = folder.resolve("made.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            made.load(in, PASSWORD.toCharArray());
        }
        return made;
    }

    private Path pem(String kind, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                folder.resolve(kind.charAt(0) + ".pem"),
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, lines));
    }

    private static SSLContext trusting(KeyStore made) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", made.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
