package dev.penstock.starter.cli.submit;

import dev.penstock.client.pool.PoolHandle;
import dev.penstock.contracts.TemporalDeadline;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.starter.cli.session.TemporalSession;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.Optional;

/** Queries pools' governors for the quotas that they have learnt. */
final class LearnedQuotas {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private LearnedQuotas() {}

    /** Returns a pool's quota; empty if its governor does not exist or does not answer at once. */
    static Optional<PoolQuota> of(TemporalSession session, String pool) {
        try {
            return TemporalDeadline.within(
                    TIMEOUT,
                    () -> session.pools().find(pool).map(PoolHandle::status).map(PoolStatus::quota));
        } catch (WorkflowException | StatusRuntimeException nobodyThere) {
            return Optional.empty();
        }
    }
}
