package dev.penstock.service.files;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.Urgency;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.errors.ApiFailure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A tenant with room for one mebibyte. */
final class TenantStorageTest {
    private static final long MEBIBYTE = 1L << 20;
    private static final ApiFile FILE = new ApiFile("file-1", "a", "batch", 600_000, Instant.EPOCH, null, "acme");

    private final ApiCaller caller = new ApiCaller("0a1b2c3d", "acme", false, Urgency.NORMAL, null);
    private final TenantStorage storage = new TenantStorage(anyone -> MEBIBYTE);

    @Test
    void whatIsKeptCountsAndWhatIsGivenUpDoesNot() {
        try (TenantStorage.Room room = storage.begin(caller)) {
            room.take(600_000);
        }
        keep(600_000);

        assertThatThrownBy(() -> keep(600_000)).isInstanceOf(ApiFailure.class);
        assertThatCode(() -> keep(300_000)).doesNotThrowAnyException();
    }

    @Test
    void aFileThatSeveralCallersDeleteAtOnceIsSubtractedOnce() throws IOException {
        FileSet files = new FileSet(List.of(new OneFile()), storage);
        keep(600_000);
        keep(300_000);

        files.delete(FILE);
        files.delete(FILE);

        assertThatThrownBy(() -> keep(800_000)).isInstanceOf(ApiFailure.class);
        assertThatCode(() -> keep(600_000)).doesNotThrowAnyException();
    }

    @Test
    void aCountThatFailsLosesNothing() {
        keep(600_000);
        for (int failed = 0; failed < 3; failed++) {
            storage.count().add("acme", 1);
        }

        assertThatThrownBy(() -> keep(600_000)).isInstanceOf(ApiFailure.class);

        TenantStorage.Count count = storage.count();
        count.add("acme", 300_000);
        count.finish();
        assertThatCode(() -> keep(600_000)).doesNotThrowAnyException();
    }

    private void keep(long bytes) {
        try (TenantStorage.Room room = storage.begin(caller)) {
            room.take(bytes);
            room.keep();
        }
    }

    /** A source whose file is deleted once. */
    private static final class OneFile implements FileSource {
        private boolean there = true;

        @Override
        public Stream<ApiFile> all() {
            return Stream.of(FILE);
        }

        @Override
        public Optional<ApiFile> find(String id) {
            return Optional.of(FILE);
        }

        @Override
        public Optional<Instant> createdAt(String id) {
            return Optional.of(Instant.EPOCH);
        }

        @Override
        public Optional<InputStream> open(String id, long from) {
            return Optional.empty();
        }

        @Override
        public boolean delete(String id) {
            boolean deleted = there;
            there = false;
            return deleted;
        }
    }
}
