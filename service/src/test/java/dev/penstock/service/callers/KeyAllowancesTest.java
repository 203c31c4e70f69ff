package dev.penstock.service.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.contracts.Urgency;
import dev.penstock.service.callers.share.SharedKeyLimits;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.file.FileStore;
import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyAllowancesTest {
    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock("2026-11-21T23:59:00Z");
    private DocumentStore documents;
    private DailyKeyUsage days;
    private KeyAllowances allowances;

    @BeforeEach
    void open() {
        documents = FileStore.at(folder.toUri()).documents();
        days = new DailyKeyUsage(documents, clock);
        SharedKeyLimits minutes = new SharedKeyLimits(documents, "p1", TimeMeter.SYSTEM_NANOTIME);
        allowances = new KeyAllowances(minutes, days, new KeyRing(new ApiKeys(documents, clock), clock));
    }

    @Test
    void aKeyWithoutLimitsIsNeverRefused() {
        ApiKey key = key(KeyLimits.NONE);

        assertThatCode(() -> {
                    for (int i = 0; i < 1000; i++) {
                        allowances.admit(key);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aBrokenDocumentOfAnotherProcessKeepsNoneFromCounting() throws IOException {
        for (String content : List.of("", "null", "{\"k\":null}")) {
            documents.write(
                    "key-days", "2026-11-21.broken" + content.length(), content.getBytes(StandardCharsets.UTF_8));
        }
        DailyKeyUsage theirs = new DailyKeyUsage(documents, clock);
        theirs.add("0a1b2c3d", 3, 0);
        theirs.exchange();

        days.exchange();

        assertThat(days.today("0a1b2c3d").requests()).isEqualTo(3);
    }

    @Test
    void whatIsBeyondTheMinuteIsToComeAgainSoon() {
        ApiKey key = key(new KeyLimits(2L, null, null, null));
        allowances.admit(key);
        allowances.admit(key);

        ApiFailure refused = refused(key);

        assertThat(refused.status().getCode()).isEqualTo(429);
        assertThat(refused.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
        assertThat(refused.isWorthRetrying()).isTrue();
    }

    @Test
    void tokensThatWereUsedKeepTheNextRequestWaiting() {
        ApiKey key = key(new KeyLimits(null, 100L, null, null));
        allowances.admit(key);

        allowances.used(key.caller(), 150);

        assertThat(refused(key)).hasMessageContaining("100 tokens a minute");
    }

    @Test
    void aDayIsSharedByAllProcessesAndEndsAtMidnight() {
        ApiKey key = key(new KeyLimits(null, null, 3L, null));
        DailyKeyUsage elsewhere = new DailyKeyUsage(documents, clock);
        elsewhere.add(key.id(), 2, 0);
        elsewhere.exchange();
        days.exchange();

        allowances.admit(key);
        ApiFailure refused = refused(key);

        assertThat(refused).hasMessageContaining("has used its 3 requests of today");
        assertThat(refused.isWorthRetrying()).isFalse();
        clock.set("2026-11-22T00:00:01Z");
        assertThatCode(() -> allowances.admit(key)).doesNotThrowAnyException();
    }

    @Test
    void aDayOutlivesTheProcess() {
        ApiKey key = key(new KeyLimits(null, null, null, 1000L));
        allowances.used(key.caller(), 1000);
        days.exchange();

        DailyKeyUsage restarted = new DailyKeyUsage(documents, clock);
        restarted.exchange();

        assertThat(restarted.today(key.id()).tokens()).isEqualTo(1000);
    }

    private ApiFailure refused(ApiKey key) {
        return catchThrowableOfType(ApiFailure.class, () -> allowances.admit(key));
    }

    private static ApiKey key(KeyLimits limits) {
        return new ApiKey("00000001", "hash", "acme", false, Urgency.NORMAL, null, limits, Instant.EPOCH);
    }
}
