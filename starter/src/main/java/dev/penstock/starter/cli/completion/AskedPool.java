package dev.penstock.starter.cli.completion;

import dev.penstock.client.pool.PoolHandle;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.starter.cli.session.TemporalSession;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pool that serves a completion of this process; its status comes from the pool's governor. */
final class AskedPool implements CompletionProgress.Pool {
    private static final Logger log = LoggerFactory.getLogger(AskedPool.class);

    private final TemporalSession session;
    private final String name;

    AskedPool(TemporalSession session, String name) {
        this.session = session;
        this.name = name;
    }

    @Override
    public Optional<PoolStatus> find() {
        return ask(() -> session.pools().find(name).map(PoolHandle::status));
    }

    @Override
    public boolean tryAgain(PoolStatus blocked) {
        String ours = session.client().getOptions().getIdentity() + "/";
        if (blocked.workers().stream().anyMatch(worker -> !worker.name().startsWith(ours))) {
            return false;
        }
        return ask(() -> session.pools().find(name).map(PoolHandle::tryAgain)).orElse(false);
    }

    private <T> Optional<T> ask(Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (WorkflowException | StatusRuntimeException notNow) {
            log.debug("The state of pool {} cannot be read at the moment", name, notNow);
            return Optional.empty();
        }
    }
}
