package dev.penstock.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.providers.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnApiRequestsTest {
    @Test
    void aKeyHasAHeaderOfItsOwnAndATokenOfOAuthIsABearerToken() {
        assertThat(new OwnApiRequests(new Secret("AIza-1")).headers()).isEqualTo(Map.of("x-goog-api-key", "AIza-1"));
        assertThat(new OwnApiRequests(new Secret("ya29.a0")).headers())
                .isEqualTo(Map.of("Authorization", "Bearer ya29.a0"));
        assertThat(new OwnApiRequests(null).headers()).isEmpty();
    }
}
