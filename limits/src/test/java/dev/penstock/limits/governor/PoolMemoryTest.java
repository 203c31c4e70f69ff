package dev.penstock.limits.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolQuota;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DefaultDataConverter;
import org.junit.jupiter.api.Test;

class PoolMemoryTest {
    @Test
    void crossesIntoTheNextRunUnchangedAndSmall() {
        WorkerReports workers = new WorkerReports(PoolQuota.UNKNOWN);
        for (int second = 0; second < 700; second++) {
            workers.pass(1000);
            for (int i = 0; i < 50; i++) {
                workers.hungry("worker-with-a-longer-name-" + i, WorkerReports.traffic(12_345, 12_000, second % 60, 3));
            }
        }
        PoolMemory memory = workers.governor.memory();

        Payload payload =
                DefaultDataConverter.STANDARD_INSTANCE.toPayload(memory).orElseThrow();

        assertThat(payload.getData().size()).isLessThan(60_000);
        assertThat(DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, PoolMemory.class, PoolMemory.class))
                .isEqualTo(memory);
    }

    @Test
    void workersThatDiedAreForgottenWithEveryModelThatTheyCalled() {
        WorkerReports workers = new WorkerReports(PoolQuota.UNKNOWN);
        for (int process = 0; process < 1_000; process++) {
            workers.pass(1_000);
            workers.calling(
                    "process-" + process, WorkerReports.model("limited", 60L), WorkerReports.model("unlimited", null));
        }

        PoolMemory memory = workers.governor.memory();

        assertThat(memory.models()).hasSize(2);
        assertThat(memory.models())
                .allSatisfy(model -> assertThat(model.workers()).hasSizeLessThanOrEqualTo(6));
    }

    @Test
    void workersOfTheOnlyModelThatDiedAreForgotten() {
        WorkerReports workers = new WorkerReports(PoolQuota.UNKNOWN);
        for (int process = 0; process < 1_000; process++) {
            workers.pass(1_000);
            workers.calling("process-" + process, WorkerReports.model("m", 60L));
        }

        assertThat(workers.governor.memory().models().getFirst().workers()).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void aGovernorThatIsRestartedDecidesTheSame() {
        WorkerReports workers = new WorkerReports(PoolQuota.UNKNOWN);
        for (int second = 0; second < 80; second++) {
            workers.pass(1000);
            workers.hungry("a", WorkerReports.traffic(10, second == 70 ? 5 : 10, second == 70 ? 5 : 0, 0));
            workers.hungry("b", WorkerReports.traffic(10, 10, 0, 0));
        }

        PoolMemory before = workers.governor.memory();
        workers.restart();

        assertThat(workers.governor.memory()).isEqualTo(before);
    }
}
