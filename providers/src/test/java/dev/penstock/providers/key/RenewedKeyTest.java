package dev.penstock.providers.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class RenewedKeyTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

    @TempDir
    Path folder;

    private Path file;
    private Instant now = START;

    @BeforeEach
    void keepAKey() {
        file = folder.resolve("key");
        write("first-key\n");
    }

    @Test
    void aFileIsReadAgainEveryHalfMinuteAndWhenItsKeyIsRejected() {
        RenewedKey key = new RenewedKey(new KeyFile(file), () -> now);
        assertThat(key.current()).isEqualTo(new Secret("first-key"));

        write("second-key");
        assertThat(key.current()).isEqualTo(new Secret("first-key"));
        now = START.plusSeconds(30);
        assertThat(key.current()).isEqualTo(new Secret("second-key"));

        write("third-key");
        assertThat(key.renew(new Secret("first-key"))).as("already replaced").isTrue();
        assertThat(key.current()).isEqualTo(new Secret("second-key"));
        assertThat(key.renew(new Secret("second-key"))).isTrue();
        assertThat(key.current()).isEqualTo(new Secret("third-key"));
        assertThat(key.renew(new Secret("third-key"))).as("the same again").isFalse();
    }

    @Test
    void aCommandRunsAgainFiveMinutesBeforeItsTokenExpires() {
        RenewedKey key = new RenewedKey(command("cat " + file), () -> now);
        write(token(START.plus(Duration.ofHours(1))));
        Secret first = key.current();

        write(token(START.plus(Duration.ofHours(2))));
        now = START.plus(Duration.ofMinutes(54));
        assertThat(key.current()).isEqualTo(first);
        now = START.plus(Duration.ofMinutes(55));
        assertThat(key.current()).isNotEqualTo(first);
    }

    @Test
    void aCommandForAKeyWithoutAnEndRunsOnceUntilItsKeyIsRejected() {
        RenewedKey key = new RenewedKey(command("cat %1$s; echo x >> %1$s.runs".formatted(file)), () -> now);
        Secret first = key.current();
        now = START.plus(Duration.ofDays(30));

        assertThat(key.current()).isEqualTo(first);
        assertThat(folder.resolve("key.runs")).hasContent("x");
        assertThat(key.renew(first)).isFalse();
        assertThat(folder.resolve("key.runs")).hasContent("x\nx");
    }

    @Test
    void aTokenStaysInUseWhileItsCommandFailsAndIsStillGood() throws IOException {
        RenewedKey key = new RenewedKey(command("cat " + file), () -> now);
        write(token(START.plus(Duration.ofHours(1))));
        Secret first = key.current();
        Files.delete(file);

        now = START.plus(Duration.ofMinutes(56));
        assertThat(key.current()).isEqualTo(first);
        now = START.plus(Duration.ofMinutes(60));
        assertThatThrownBy(key::current)
                .isInstanceOf(ProviderKey.UnavailableException.class)
                .hasMessageContaining("exit code 1");
    }

    @Test
    void whatIsNoKeyIsSaidWithoutShowingIt() {
        write("hidden-1\nhidden-2");
        RenewedKey key = new RenewedKey(new KeyFile(file), () -> now);

        assertThatThrownBy(key::current)
                .hasMessage(
                        "the key file %s has a line break (character 9 of 17); it must have the key alone, in one line of ASCII"
                                .formatted(file))
                .hasMessageNotContaining("hidden");
        write(" \n");
        assertThatThrownBy(key::current).hasMessageContaining("has nothing;");
        assertThatThrownBy(new RenewedKey(new KeyFile(folder.resolve("none")), () -> now)::current)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void aCommandThatDoesNotEndIsEnded() {
        KeyCommand command = new KeyCommand("sleep 60; echo key", Duration.ofMillis(50));

        assertThatThrownBy(command::read)
                .hasMessageContaining("the command for the key failed: it did not end within ")
                .hasMessageNotContaining("sleep");
        assertThat(command.toString()).doesNotContain("sleep");
    }

    @Test
    @Timeout(15)
    void aProcessThatACommandLeavesBehindIsNotWaitedFor() {
        assertThat(command("sleep 20 & echo key").read()).isEqualTo("key\n");
    }

    @Test
    void aCommandThatFailedRunsAgainAfterHalfAMinuteOnlyHoweverLongItTakes() {
        Path runs = folder.resolve("runs");
        RenewedKey key = new RenewedKey(
                command("echo x >> %s; exit 3".formatted(runs)), () -> now.plusSeconds(60L * lines(runs)));

        for (int call = 0; call < 3; call++) {
            assertThatThrownBy(key::current).hasMessageContaining("exit code 3");
        }
        assertThat(runs).hasContent("x");
        now = START.plusSeconds(30);
        assertThatThrownBy(() -> key.renew(new Secret("rejected"))).hasMessageContaining("exit code 3");
        assertThat(runs).hasContent("x\nx");
    }

    @Test
    void aRejectedKeyRunsAFailingCommandOnce() throws IOException {
        RenewedKey key = new RenewedKey(command("echo x >> %1$s.runs; cat %1$s".formatted(file)), () -> now);
        Secret first = key.current();
        Files.delete(file);

        assertThat(key.renew(first)).isFalse();
        assertThat(key.renew(first)).isFalse();
        assertThat(folder.resolve("key.runs")).hasContent("x\nx");
        assertThat(key.current()).isEqualTo(first);
    }

    @Test
    void tenantsDoNotSeeWhereTheKeyFileIs() {
        assertThatThrownBy(new KeyFile(folder.resolve("none"))::read)
                .hasMessageContaining(folder.toString())
                .isInstanceOfSatisfying(
                        ProviderKey.UnavailableException.class,
                        e -> assertThat(e.forTenants())
                                .startsWith("the pool's key file: there is no such file; ")
                                .doesNotContain(folder.toString()));
    }

    @Test
    void theAccountStaysTheSameAndOldAndNewKeyAreHidden() {
        RenewedKey key = new RenewedKey(new KeyFile(file), () -> now);
        String before = account(key).fingerprint();
        assertThat(key.current().reveal()).isEqualTo("first-key");
        write("second-key");
        assertThat(key.renew(new Secret("first-key"))).isTrue();

        assertThat(account(key).fingerprint()).isEqualTo(before);
        assertThat(account(key).withoutSecrets("first-key, second-key")).isEqualTo("***, ***");
        assertThat(key.toString()).doesNotContain("key file", "second");
    }

    private static ProviderAccount account(ProviderKey key) {
        return new ProviderAccount(URI.create("http://x/v1"), key, Duration.ofSeconds(1), Map.of(), 1);
    }

    private static KeyCommand command(String command) {
        return new KeyCommand(command, KeyCommand.USUAL_PATIENCE);
    }

    private static String token(Instant expires) {
        String claims = "{\"exp\":%d}".formatted(expires.getEpochSecond());
        return "eyJh." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".x";
    }

    private static long lines(Path path) {
        try {
            return Files.exists(path) ? Files.readAllLines(path).size() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
