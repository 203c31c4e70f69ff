package dev.penstock.starter.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.store.Store;
import dev.penstock.store.file.FileStore;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApiOptionTest {
    @Test
    void whoeverOpensTheApiToTheNetworkIsWarned() {
        assertThat(option("0.0.0.0", false).warning())
                .hasValueSatisfying(text -> assertThat(text).contains("0.0.0.0", "--no-keys"));
    }

    @Test
    void whoeverHasKeysSentUnencryptedIsWarned() {
        assertThat(option("0.0.0.0", null).warning())
                .hasValueSatisfying(text -> assertThat(text).contains("unencrypted", "--tls-cert"));
        ApiOption encrypted = option("0.0.0.0", true);
        encrypted.tlsCertificate = Path.of("cert.pem");
        assertThat(encrypted.warning()).isEmpty();
    }

    @Test
    void nobodyIsWarnedOfWhatIsUsual() {
        assertThat(option("127.0.0.1", false).warning()).isEmpty();
        assertThat(option("127.0.0.1", null).warning()).isEmpty();
        assertThat(option("127.0.0.1", true).warning()).isEmpty();
    }

    @Test
    void aServerForOthersDoesNotStartWithoutKeys(@TempDir Path folder) {
        assertThatThrownBy(() -> option("0.0.0.0", null).options(FileStore.at(folder.toUri())))
                .hasMessageContaining("penstock keys create");
    }

    @Test
    void mistakesInNamesAndCertificatesAreNamed(@TempDir Path folder) {
        Store store = FileStore.at(folder.toUri());
        ApiOption names = option("127.0.0.1", null);
        names.allowedHosts = List.of("penstock.test", "http://evil.test/");
        ApiOption half = option("127.0.0.1", null);
        half.tlsKey = folder.resolve("key.pem");
        ApiOption missing = option("127.0.0.1", null);
        missing.tlsKey = folder.resolve("key.pem");
        missing.tlsCertificate = folder.resolve("cert.pem");

        assertThatThrownBy(() -> names.options(store)).hasMessageContaining("'http://evil.test/' is not a name");
        assertThatThrownBy(() -> half.options(store)).hasMessageContaining("belong together");
        assertThatThrownBy(() -> missing.options(store)).hasMessageContaining("cert.pem' cannot be read");
    }

    private static ApiOption option(String host, @Nullable Boolean keys) {
        ApiOption option = new ApiOption();
        option.host = host;
        option.keys = keys;
        return option;
    }
}
