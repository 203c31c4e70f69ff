package dev.penstock.contracts.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "401 http_401: Access denied\nkey sk-abc of org-1",
                "401 http_401: Access denied\r\nkey sk-abc of org-1\n",
                "401 http_401: Access denied\u2028key sk-abc of org-1",
                "401 http_401:\u0085key sk-abc of org-1",
            })
    void noLineOfAMessageIsShownToTenants(String said) {
        String reason = AccountRejection.reason("p", said);
        Instant until = Instant.parse("2026-01-01T12:00:00.5Z");

        assertThat(AccountRejection.forTenants(reason)).isEqualTo("provider p says 401 http_401");
        assertThat(AccountRejection.forTenants(AccountRejection.untilNextTry(reason, until)))
                .isEqualTo("provider p says 401 http_401; tried again by itself at " + until);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"403 key sk-abc is not allowed: no message", "403 no such key sk:1: no message", "403 key sk-abc"
            })
    void aCodeThatIsNoWordIsNotShownToTenants(String said) {
        assertThat(AccountRejection.forTenants(AccountRejection.reason("p", said)))
                .isEqualTo("provider p says 403");
    }

    @Test
    void otherReasonsAreShownAsTheyAre() {
        assertThat(AccountRejection.forTenants("its budget is used up")).isEqualTo("its budget is used up");
    }

    @Test
    void tenantsSeeWhenTheirBatchGoesOnByItself() {
        String reason = AccountRejection.untilNextTry(
                AccountRejection.reason("p", "429 rate_limit: organization org-1 has used up its day"),
                Instant.parse("2026-01-01T12:00:00Z"));

        assertThat(AccountRejection.goesOnByItself(reason)).isTrue();
        assertThat(AccountRejection.goesOnByItself(AccountRejection.reason("p", "401")))
                .isFalse();
        assertThat(AccountRejection.forTenants(reason))
                .isEqualTo("provider p says 429 rate_limit; tried again by itself at 2026-01-01T12:00:00Z");
    }
}
