package dev.penstock.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.store.ResponseCache.Size;
import dev.penstock.store.Result;
import dev.penstock.store.cache.CacheKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileResponseCacheTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final CacheKey KEY = new CacheKey("acme", "ab" + "0".repeat(62));
    private static final Result.Response ANSWER = new Result.Response(200, "req_1", "{\"text\":\"ä\\n\"}");

    @TempDir
    Path folder;

    @Test
    void whatIsKeptIsFoundAsItWas() {
        cache().keep(KEY, ANSWER);

        assertThat(cache().find(KEY, Instant.MIN)).contains(ANSWER);
        assertThat(cache().find(new CacheKey("other", KEY.digest()), Instant.MIN))
                .isEmpty();
    }

    @Test
    void whatIsOlderThanWantedIsNotFound() {
        cache().keep(KEY, ANSWER);

        assertThat(cache().find(KEY, NOW)).isPresent();
        assertThat(cache().find(KEY, NOW.plusMillis(1))).isEmpty();
    }

    @Test
    void whatIsBrokenIsNotFoundAndCanBeKeptAgain() throws IOException {
        cache().keep(KEY, ANSWER);
        byte[] whole = Files.readAllBytes(file());

        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(file(), java.util.Arrays.copyOf(whole, cut));
            assertThat(cache().find(KEY, Instant.MIN))
                    .as("cut after %d bytes", cut)
                    .isEmpty();
        }
        whole[whole.length - 3] ^= 1;
        Files.write(file(), whole);
        assertThat(cache().find(KEY, Instant.MIN)).as("another letter").isEmpty();

        cache().keep(KEY, ANSWER);
        assertThat(cache().find(KEY, Instant.MIN)).contains(ANSWER);
    }

    @Test
    void whereNothingCanBeKeptNothingFails() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file, where a folder should be");

        cache().keep(KEY, ANSWER);

        assertThat(cache().find(KEY, Instant.MIN)).isEmpty();
    }

    @Test
    void itsSizeIsToldAndItCanBeEmptied() throws IOException {
        assertThat(cache().sizes()).isEmpty();
        cache().keep(KEY, ANSWER);
        cache().keep(new CacheKey("_", "cd" + "0".repeat(62)), ANSWER);

        assertThat(cache().sizes()).containsOnlyKeys("acme", "_");
        assertThat(cache().sizes().values()).extracting(Size::answers).containsOnly(1L);
        Instant now = Instant.now();
        assertThat(cache().clear(null, now.minus(1, ChronoUnit.HOURS))).isZero();
        assertThat(cache().clear("acme", now.plus(1, ChronoUnit.HOURS))).isEqualTo(1);
        assertThat(cache().sizes()).containsOnlyKeys("_");
    }

    private Path file() {
        return folder.resolve("cache/acme/ab").resolve(KEY.digest());
    }

    private FileResponseCache cache() {
        return new FileResponseCache(new StoreRoot(folder), folder.resolve("cache"), Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
