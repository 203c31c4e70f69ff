package dev.penstock.service.batches;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.client.pool.PoolWaits;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.PoolWaitText;
import dev.penstock.service.ApiBackend;
import dev.penstock.worker.config.ProviderChoice;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what the requests of a running batch wait for: a provider that throttles, an outage, a paused pool. */
@Singleton
final class BatchWaits {
    private final ProviderChoice provider;
    private final PoolWaits pools;

    BatchWaits(ApiBackend backend) {
        provider = backend.provider();
        pools = new PoolWaits(backend.pools(), System::nanoTime);
    }

    /** Returns the batch object, with what its requests wait for. */
    BatchObject object(BatchView batch) {
        // Where no worker answers for the batch, none would answer for the pools.
        boolean isCalled =
                batch.state() == BatchState.IN_PROGRESS && batch.progress().isPresent();
        return batch.object(isCalled ? text(batch.model()) : null);
    }

    private @Nullable String text(@Nullable String model) {
        List<String> names = model == null
                ? provider.servedNames()
                : provider.poolsOf(model).stream().map(PoolConfig::name).toList();
        List<String> texts = pools.statuses().stream()
                .filter(pool -> names.contains(pool.name()))
                .flatMap(BatchWaits::wait)
                .toList();
        // Requests of a route wait only if none of its pools answers.
        boolean isAnswered = model != null && texts.size() < names.size();
        return texts.isEmpty() || isAnswered ? null : String.join("; ", new LinkedHashSet<>(texts));
    }

    private static Stream<String> wait(PoolStatus pool) {
        return PoolWaitText.forTenants(pool, Instant.now(), ZoneOffset.UTC).stream();
    }
}
