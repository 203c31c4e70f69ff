package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys, which nobody may find where they do not belong. */
final class SecretsIT extends PenstockTestCase {
    private static final List<String> SECRETS = List.of("sk-most-secret", "hdr-most-secret");

    @Test
    void aProvidersKeysAreNeitherShownNorLogged() throws IOException {
        Files.writeString(folder.resolve("penstock.yaml"), """
                pools:
                  mine: {base-url: "%s", api-key: "${MY_KEY}", headers: {X-Gateway: "${MY_HEADER}"}}
                """.formatted(provider.baseUrl()));
        penstock.with("MY_KEY", SECRETS.getFirst())
                .with("MY_HEADER", SECRETS.getLast())
                .with("OPENAI_LOG", "debug")
                .with("PENSTOCK_DEBUG", "1")
                .with("PENSTOCK_MODEL", "gpt-4o-mini");

        for (Ended ended : List.of(
                penstock.run("complete", "A most private prompt"),
                penstock.run("complete", "[[fail:401]] A most private prompt"),
                penstock.run("doctor"),
                penstock.run("doctor", "--json"))) {
            assertThat(ended.out() + ended.err())
                    .doesNotContain(SECRETS)
                    .doesNotContain("most private prompt\"", "--> POST");
        }

        assertThat(books.calls()).isGreaterThanOrEqualTo(2);
        assertThat(Files.readString(penstock.home().resolve("penstock.log"))).doesNotContain(SECRETS);
    }
}
