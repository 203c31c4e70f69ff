package dev.penstock.starter.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.providers.Secret;
import dev.penstock.starter.cli.output.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class PoolLocksTest {
    private final PoolConfig main = pool("main", "sk-one");
    private final PoolConfig more = pool("more", "sk-one");

    @TempDir
    Path home;

    @Test
    void aPoolThatAnotherServesIsLeftToIt() {
        try (PoolLocks first = new PoolLocks(home);
                PoolLocks second = new PoolLocks(home)) {
            assertThat(first.takeFree(List.of(main))).containsExactly(main);

            assertThat(second.takeAll(List.of(more, main))).isFalse();
            assertThat(second.takeFree(List.of(main, more))).containsExactly(more);
            assertThat(second.has("main")).isFalse();
        }
    }

    @Test
    void aPoolThatAnotherServesWithAnotherKeyIsRefused() {
        try (PoolLocks first = new PoolLocks(home);
                PoolLocks second = new PoolLocks(home)) {
            assertThat(first.takeAll(List.of(main))).isTrue();

            assertThatThrownBy(() -> second.takeFree(List.of(pool("main", "sk-two"))))
                    .isInstanceOf(UserError.class)
                    .hasMessage(
                            "another penstock process (%d) serves pool main with another key or address: stop it, or"
                                    + " give this account another pool name",
                            ProcessHandle.current().pid());
        }
    }

    @Test
    void whoTakesAPoolAfterItIsFreeMayHaveAnotherKey() {
        try (PoolLocks first = new PoolLocks(home)) {
            assertThat(first.takeAll(List.of(main))).isTrue();
        }
        try (PoolLocks second = new PoolLocks(home)) {
            assertThat(second.takeAll(List.of(pool("main", "sk-two")))).isTrue();
        }
    }

    @Test
    void whoHasAPoolKnowsWhetherAnotherWaitsForIt() {
        try (PoolLocks first = new PoolLocks(home)) {
            assertThat(first.takeAll(List.of(main, more))).isTrue();
            assertThat(first.isAwaited("main")).isFalse();
            try (PoolLocks second = new PoolLocks(home)) {
                assertThat(second.takeFree(List.of(main))).isEmpty();
                assertThat(second.takeFree(List.of(main))).isEmpty();

                assertThat(first.isAwaited("main")).isTrue();
                assertThat(first.isAwaited("more")).isFalse();
            }
            assertThat(first.isAwaited("main")).isFalse();
        }
    }

    @Test
    void whoHasTakenAPoolWaitsForItNoMore() {
        try (PoolLocks second = new PoolLocks(home)) {
            try (PoolLocks first = new PoolLocks(home)) {
                assertThat(first.takeAll(List.of(main))).isTrue();
                assertThat(second.takeFree(List.of(main))).isEmpty();
            }
            assertThat(second.takeFree(List.of(main))).containsExactly(main);

            assertThat(second.isAwaited("main")).isFalse();
        }
    }

    @Test
    void whoWantsAllPoolsWaitsForEach() {
        try (PoolLocks first = new PoolLocks(home);
                PoolLocks second = new PoolLocks(home)) {
            assertThat(first.takeAll(List.of(main, more))).isTrue();
            assertThat(second.takeAll(List.of(main, more))).isFalse();

            assertThat(first.isAwaited("main")).isTrue();
            assertThat(first.isAwaited("more")).isTrue();
        }
    }

    @Test
    void theKeyIsNotInTheFile() throws IOException {
        try (PoolLocks locks = new PoolLocks(home)) {
            assertThat(locks.takeAll(List.of(main))).isTrue();
            assertThat(Files.readString(home.resolve("workers/main.lock"))).doesNotContain("sk-one");
        }
    }

    private static PoolConfig pool(String name, String key) {
        return PoolConfig.of(name, "http://provider/v1", new Secret(key));
    }
}
