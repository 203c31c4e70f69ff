package dev.penstock.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountFingerprintTest {
    private static final URI HERE = URI.create("http://here/v1");
    private static final Secret KEY = new Secret("sk-one");

    private final String known = AccountFingerprint.of(HERE, KEY, Map.of());

    @Test
    void theSameAccountHasTheSameFingerprintInEveryProcess() {
        assertThat(known).isEqualTo("d04175cff4fe72ad63c79ed8af9fdebf");
    }

    @Test
    void anotherKeyAddressPathOrHeaderIsAnotherAccount() {
        assertThat(known)
                .isNotEqualTo(AccountFingerprint.of(HERE, new Secret("sk-two"), Map.of()))
                .isNotEqualTo(AccountFingerprint.of(HERE, null, Map.of()))
                .isNotEqualTo(AccountFingerprint.of(URI.create("http://there/v1"), KEY, Map.of()))
                .isNotEqualTo(AccountFingerprint.of(URI.create("http://here/team/v1"), KEY, Map.of()))
                .isNotEqualTo(AccountFingerprint.of(HERE, KEY, Map.of("api-key", KEY)));
    }
}
