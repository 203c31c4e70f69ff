package dev.penstock.starter.cli;

import dev.penstock.client.pool.PoolHandle;
import dev.penstock.contracts.pool.PoolQuota;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the governors know of pools' quotas; nothing where none answers at once. */
final class LearntQuotas {
    private static final int PATIENCE_SECONDS = 2;

    private LearntQuotas() {}

    static Optional<PoolQuota> of(Session session, String pool) {
        CompletableFuture<Optional<PoolQuota>> answer = CompletableFuture.supplyAsync(
                () -> session.pools().find(pool).map(PoolHandle::status).map(status -> status.quota()),
                Thread::startVirtualThread);
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException nobodyThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
