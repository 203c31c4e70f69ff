package dev.penstock.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.StoreId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreIdFileTest {
    private static final int PROCESSES = 16;

    @TempDir
    Path folder;

    /** Each with a store object of its own, as processes have; a file that is replaced would leave them with several ids. */
    @RepeatedTest(20)
    void allThatStartAtOnceAgree() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Callable<StoreId> process = () -> {
            go.await();
            return store("store").id();
        };
        try (ExecutorService processes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<StoreId>> asked = IntStream.range(0, PROCESSES)
                    .mapToObj(each -> processes.submit(process))
                    .toList();
            go.countDown();

            StoreId id = store("store").id();
            for (Future<StoreId> answer : asked) {
                assertThat(answer.get()).isEqualTo(id);
            }
        }
        try (Stream<Path> files = Files.list(folder.resolve("store"))) {
            assertThat(files).as("no draft is left").containsExactly(folder.resolve("store/store-id"));
        }
    }

    @Test
    void storesDifferAndACopyIsTheSameStore() throws IOException {
        StoreId id = store("one").id();

        assertThat(store("other").id()).isNotEqualTo(id);
        Files.createDirectory(folder.resolve("copy"));
        Files.copy(folder.resolve("one/store-id"), folder.resolve("copy/store-id"));
        assertThat(store("copy").id()).isEqualTo(id);
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        Files.createDirectory(folder.resolve("store"));
        Files.writeString(folder.resolve("store/store-id"), "mine\n");

        assertThatThrownBy(() -> store("store").id())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(folder.resolve("store/store-id") + ": 'mine' is not a store's id");
    }

    private FileStore store(String name) {
        return new FileStore(folder.resolve(name), Clock.systemUTC());
    }
}
