package dev.penstock.activities.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.providers.Secret;
import org.junit.jupiter.api.Test;

class PoolConfigTest {
    @Test
    void itsKeyIsNotShown() {
        PoolConfig config = PoolConfig.of("p", "http://127.0.0.1/v1", new Secret("sk-very-secret-0123456789"));

        assertThat(config.toString()).doesNotContain("sk-very-secret-0123456789");
        assertThat(config.account().toString()).doesNotContain("sk-very-secret-0123456789");
    }
}
