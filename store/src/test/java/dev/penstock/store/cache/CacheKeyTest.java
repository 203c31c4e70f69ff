package dev.penstock.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.store.Json;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheKeyTest {
    private static final String BODY =
            "{\"model\":\"m\",\"n\":1,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    @Test
    void theOrderOfMembersAndWhiteSpaceDoNotCount() {
        assertThat(key("{ \"messages\": [ {\"content\":\"hi\", \"role\":\"user\"} ], \"n\":1, \"model\":\"\\u006d\" }"))
                .isEqualTo(key(BODY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"n\":1.0,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                "{\"model\":\"m\",\"n\":\"1\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                "{\"model\":\"m\",\"n\":1,\"user\":null,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                "{\"model\":\"m\",\"n\":1,\"messages\":[{\"role\":\"user\"},{\"content\":\"hi\"}]}",
                "{\"model\":\"m\",\"n\":1,\"messages\":[{\"role\":\"user\",\"content\":\"hi \"}]}",
                "{\"modeln\":\"m\",\"\":1,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
            })
    void allElseDoes(String body) {
        assertThat(key(body)).isNotEqualTo(key(BODY));
    }

    @Test
    void anotherEndpointProviderOrTenantIsAnotherKey() {
        assertThat(key(null, "http://a/v1", "/v1/embeddings", BODY)).isNotEqualTo(key(BODY));
        assertThat(key(null, "http://b/v1", "/v1/chat/completions", BODY)).isNotEqualTo(key(BODY));
        assertThat(key(null, "http://a:81/v1", "/v1/chat/completions", BODY)).isNotEqualTo(key(BODY));
        assertThat(key("acme", "http://a/v1", "/v1/chat/completions", BODY).digest())
                .isNotEqualTo(key(BODY).digest());
    }

    @Test
    void whatIsSecretInAnAddressIsNotPartOfIt() {
        assertThat(key(null, "http://user:secret@A/v1?key=secret", "/v1/chat/completions", BODY))
                .isEqualTo(key(BODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "Acme", "../../etc", "_", "ä/b", ".", "%2e", "a+b c"})
    void aTenantsFolderIsItsOwnAndLeadsNowhereElse(String tenant) {
        String folder = CacheKey.folder(tenant);

        assertThat(folder).matches("[a-z0-9%A-F-]+").isNotEqualTo(CacheKey.folder(null));
        assertThat(CacheKey.tenant(folder)).contains(tenant);
    }

    private static CacheKey key(String body) {
        return key(null, "http://a/v1", "/v1/chat/completions", body);
    }

    private static CacheKey key(@Nullable String tenant, String provider, String url, String body) {
        return CacheKey.of(tenant, URI.create(provider), url, json(body));
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
