package dev.penstock.starter.cli.completion;

import dev.penstock.client.pool.PoolHandle;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.starter.cli.session.TemporalSession;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pools that may serve a completion of this process; their status comes from their governors. */
final class AskedPool implements CompletionProgress.Pool {
    private static final Logger log = LoggerFactory.getLogger(AskedPool.class);

    private final TemporalSession session;
    private final List<String> names;

    AskedPool(TemporalSession session, List<String> names) {
        this.session = session;
        this.names = List.copyOf(names);
    }

    /** Returns the status of the pool, or of the first one where several may serve the completion and none is open. */
    @Override
    public Optional<PoolStatus> find() {
        List<PoolStatus> known = names.stream()
                .flatMap(name -> ask(name, () -> session.pools().find(name).map(PoolHandle::status)).stream())
                .toList();
        boolean isServed = known.size() < names.size()
                || (names.size() > 1 && known.stream().anyMatch(status -> status.state() == PoolState.OPEN));
        return isServed ? Optional.empty() : known.stream().findFirst();
    }

    @Override
    public boolean tryAgain(PoolStatus blocked) {
        String ours = session.client().getOptions().getIdentity() + "/";
        if (blocked.workers().stream().anyMatch(worker -> !worker.name().startsWith(ours))) {
            return false;
        }
        String name = blocked.name();
        return ask(name, () -> session.pools().find(name).map(PoolHandle::tryAgain))
                .orElse(false);
    }

    private static <T> Optional<T> ask(String name, Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (WorkflowException | StatusRuntimeException notNow) {
            log.debug("The state of pool {} cannot be read at the moment", name, notNow);
            return Optional.empty();
        }
    }
}
