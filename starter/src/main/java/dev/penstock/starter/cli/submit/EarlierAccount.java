package dev.penstock.starter.cli.submit;

import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.pool.PoolHandle;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.EmbeddedWorker;
import dev.penstock.starter.cli.session.TemporalSession;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.worker.config.ProviderChoice;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Decides which account pays for the rest of a batch that was begun with another key than the present one. */
final class EarlierAccount {
    private final TemporalSession session;
    private final UserFolders home;
    private final Consumer<String> say;

    EarlierAccount(TemporalSession session, UserFolders home, Consumer<String> say) {
        this.session = session;
        this.home = home;
        this.say = say;
    }

    /**
     * Returns the provider under the pool's name with which the batch was begun, if the present key may replace the earlier
     * one: the provider has rejected that one, or there was none.
     *
     * @throws UserError if the earlier key may still be in use; the user has to say that the present one replaces it
     */
    ProviderChoice resolve(BatchId batch, ProviderChoice provider) {
        List<String> begunWith = pools(batch);
        List<String> unknown = begunWith.stream()
                .filter(name ->
                        provider.pools().stream().noneMatch(pool -> pool.name().equals(name)))
                .filter(name -> provider.configuration().routes().stream()
                        .noneMatch(route -> route.name().equals(name)))
                .toList();
        if (unknown.isEmpty()) {
            return provider;
        }
        String earlier = unknown.getFirst();
        String place = provider.poolOfAnyAccount(null);
        if (provider.account() == null || place == null || !isAt(place, earlier)) {
            throw new UserError(
                    "batch %s was begun with pool %s, and this command has %s: use the same provider, or another --id"
                            .formatted(batch, earlier, String.join(", ", provider.servedNames())));
        }
        if (earlier.equals(place)) {
            return provider.inPlaceOf(earlier);
        }
        if (isBlocked(earlier, provider)) {
            say.accept("the key with which batch %s was begun was rejected; this one takes its place in pool %s"
                    .formatted(batch, earlier));
            return provider.inPlaceOf(earlier);
        }
        String account = earlier.substring(place.length() + 1);
        throw new UserError(
                "batch %s was begun with another key (account %s), and this key is of account %s: use that key, or add --account %s if this key replaces it"
                        .formatted(batch, account, provider.account(), account));
    }

    private static boolean isAt(String place, String pool) {
        return pool.equals(place) || pool.startsWith(place + "-");
    }

    /** Returns the pools that the batch cannot do without: those of its results, or of its run. */
    private List<String> pools(BatchId batch) {
        BatchDirectory batches = session.batches();
        boolean running = batches.findOurs(batch).filter(BatchHandle::isRunning).isPresent();
        return running || home.store().hasResults(batch) ? batches.pools(batch) : List.of();
    }

    /** Asks the pool's governor, with a worker for that time, because there may be none that could answer. */
    private boolean isBlocked(String pool, ProviderChoice provider) {
        try (EmbeddedWorker worker = new EmbeddedWorker(home, provider, session.client(), unused -> {})) {
            worker.ensure();
            return session.pools()
                    .find(pool)
                    .map(PoolHandle::status)
                    .filter(status -> Objects.equals(status.state(), PoolState.BLOCKED))
                    .isPresent();
        } catch (WorkflowException | StatusRuntimeException noWorker) {
            return false;
        }
    }
}
