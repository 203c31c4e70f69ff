package dev.penstock.activities.batch.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUrlTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final Set<String> ENDPOINTS = Set.of(CHAT, "/v1/embeddings");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions",
                "v1/chat/completions",
                "/chat/completions",
                "chat/completions",
                "/v1/chat/completions/",
                "/openai/v1/chat/completions",
                "/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21",
                "https://own.example/v1/chat/completions",
                "https://OWN.example:443/chat/completions",
                "https://own.example/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21"
            })
    void whatCanMeanOneEndpointOnlyIsThatEndpoint(String url) {
        EndpointUrl found = EndpointUrl.of(url, ENDPOINTS).orElseThrow();

        assertThat(found.path()).isEqualTo(CHAT);
        assertThat(found.isOf(Optional.of(URI.create("https://own.example/v1"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/chat/completions",
                "/v1/cat/completions",
                "/v1/audio/speech",
                "/v1/chat/completions?key=secret",
                "/v1/../chat/completions",
                "/v1/responses",
                "ftp://own.example/v1/chat/completions",
                ""
            })
    void otherPathsLeadNowhere(String url) {
        assertThat(EndpointUrl.of(url, ENDPOINTS)).isEmpty();
    }

    @Test
    void anAddressIsTheProvidersOwnOrRefused() {
        URI own = URI.create("http://127.0.0.1:8080/api/v3");

        assertThat(isOf("http://127.0.0.1:8080/api/v3/chat/completions", own)).isTrue();
        assertThat(isOf("http://127.0.0.1:8080/other/chat/completions", own)).isFalse();
        assertThat(isOf("http://127.0.0.1:8081/api/v3/chat/completions", own)).isFalse();
        assertThat(isOf("https://127.0.0.1:8080/api/v3/chat/completions", own)).isFalse();
        assertThat(isOf("http://user@127.0.0.1:8080/api/v3/chat/completions", own))
                .isFalse();
        assertThat(isOf("https://api.openai.com/v1/chat/completions", own)).isFalse();
        assertThat(EndpointUrl.of("https://api.openai.com/v1/chat/completions", ENDPOINTS)
                        .orElseThrow()
                        .isOf(Optional.empty()))
                .isFalse();
    }

    @Test
    @Timeout(10)
    void aUrlThatRepeatsItselfIsReadAtOnce() {
        for (String part : List.of("/", "a/", "v1/", "openai/deployments/")) {
            assertThat(EndpointUrl.of("https://own.example/" + part.repeat(4_000_000 / part.length()), ENDPOINTS))
                    .isEmpty();
            assertThat(EndpointUrl.of("https://own.example/" + part.repeat(1_900 / part.length()), ENDPOINTS))
                    .isEmpty();
        }
        assertThat(EndpointUrl.of("//v1///chat/completions", ENDPOINTS))
                .hasValueSatisfying(url -> assertThat(url.path()).isEqualTo(CHAT));
    }

    private static boolean isOf(String url, URI own) {
        return EndpointUrl.of(url, ENDPOINTS).orElseThrow().isOf(Optional.of(own));
    }
}
