package dev.penstock.contracts.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountRejectionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 invalid_api_key: Incorrect API key sk-…abc    | 401 invalid_api_key",
                "400 API_KEY_INVALID: API key not valid            | 400 API_KEY_INVALID",
                "301 http_301: the provider has moved to https://a | 301 http_301",
                "200 invalid_response: an HTML page                | 200 invalid_response",
            })
    void tenantsSeeTheStatusAndTheCodeOnly(String said, String shown) {
        String reason = AccountRejection.reason("p", said);

        assertThat(AccountRejection.forTenants(reason)).isEqualTo("provider p says " + shown);
    }

    @Test
    void tenantsSeeWhenTheirBatchGoesOnByItself() {
        String reason = AccountRejection.untilNextTry(
                AccountRejection.reason("p", "429 rate_limit: organization org-1 has used up its day"),
                Instant.parse("2026-01-01T12:00:00Z"));

        assertThat(AccountRejection.forTenants(reason))
                .isEqualTo("provider p says 429 rate_limit; tried again by itself at 2026-01-01T12:00:00Z");
    }
}
