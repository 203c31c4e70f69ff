package dev.penstock.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Certificates and keys in PEM files, made by the JDK's keytool: authorities, and what they have signed. */
public final class TestingCertificates {
    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final Path keystore;

    private TestingCertificates(Path folder) {
        this.folder = folder;
        this.keystore = folder.resolve("made.p12");
    }

    /** Makes an authority {@code ours} in this folder, which is made if need be. */
    public static TestingCertificates in(Path folder) throws IOException {
        TestingCertificates made = new TestingCertificates(Files.createDirectories(folder));
        made.authority("ours");
        return made;
    }

    /** Makes another authority. */
    public TestingCertificates authority(String name) {
        make(name, "-ext", "bc:c=ca:true");
        return this;
    }

    /** Makes a certificate for localhost that an authority has signed; more of keytool's options may follow. */
    public TestingCertificates signed(String name, String by, String... options) {
        make(
                name,
                Stream.concat(Stream.of("-signer", by, "-ext", "SAN=dns:localhost,ip:127.0.0.1"), Stream.of(options))
                        .toArray(String[]::new));
        return this;
    }

    /** The certificate, followed by that of its authority. */
    public Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    public Path key(String name) {
        return folder.resolve(name + ".key");
    }

    private void make(String name, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name));
        command.addAll(List.of("-keystore", keystore.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of(options));
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.log").toFile())
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(folder.resolve("keytool.log")));
            }
            writePem(name);
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writePem(String name) throws IOException, GeneralSecurityException {
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keystore)) {
            made.load(file, PASSWORD.toCharArray());
        }
        Files.writeString(
                certificate(name),
                Arrays.stream(made.getCertificateChain(name))
                        .map(TestingCertificates::pem)
                        .collect(Collectors.joining()));
        Files.writeString(
                key(name),
                pem("PRIVATE KEY", made.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes));
    }
}
