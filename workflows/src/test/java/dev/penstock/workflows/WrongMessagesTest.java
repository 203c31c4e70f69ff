package dev.penstock.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetStatus;
import dev.penstock.contracts.budget.LimitChange;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Anybody with access to Temporal can send any message; none may stop a workflow. */
@Timeout(60)
class WrongMessagesTest {
    private static final BatchSpec SPEC = BatchSpec.of("file:///data/in.jsonl")
            .with(SpecKey.SHARD, 10)
            .with(SpecKey.TENANT, "acme")
            .with(SpecKey.BUDGET_USD, 5);

    private static final Map<String, Object> NEGATIVE_REQUEST = Map.of(
            "holder", Map.of("id", "0", "before", 0),
            "sums", Map.of("granted", -1, "spent", -9_000_000_000_000L, "returned", 0),
            "demand", Map.of("number", 9, "atLeast", 1, "wanted", 1),
            "activity", "WORKING");

    @Test
    void aBatchIgnoresWrongSignalsAndRejectsWrongUpdates() {
        try (TestingTemporal temporal = new TestingTemporal(new TestingActivities(95))) {
            BatchWorkflow batch = temporal.startWith(SPEC, started -> started.pause(null));
            assertThat(batch.progress().pausedBecause()).isEqualTo("paused by hand");
            WorkflowStub raw = temporal.untyped();
            for (String signal :
                    List.of("drawOn", "hold", "holdUntil", "alert", "part", "requestLease", "leaseGranted")) {
                raw.signal(signal);
                raw.signal(signal, Map.of());
                raw.signal(signal, (Object) null);
            }
            raw.signal("drawOn", Map.of("kind", "TENANT"));
            raw.signal("drawOn", "tenant/");
            raw.signal("requestLease", NEGATIVE_REQUEST);
            raw.signal("leaseGranted", "tenant/acme", Map.of("type", "GRANTED", "number", 1, "granted", -5));
            raw.signal("leaseGranted", "tenant/acme", Map.of("number", 1));

            rejects(raw, "setPriority", "a priority is HIGH, NORMAL or LOW", (Object) null);
            rejects(raw, "setBudget", "a budget is a number of US dollars from 0", (Object) null);
            rejects(raw, "setBudget", "a budget is a number of US dollars", new BigDecimal("1E-999999999"));
            batch.resume();

            assertThat(raw.getResult(BatchResult.class).status()).isEqualTo(BatchState.COMPLETED);
        }
    }

    @Test
    void aBudgetIgnoresWrongSignalsAndRejectsWrongUpdates() {
        BudgetId acme = BudgetId.ofTenant("acme");
        try (TestingTemporal temporal = new TestingTemporal(new TestingActivities(1))) {
            LimitChange five = new LimitChange(new BigDecimal("5"), null, false, null);
            BudgetStatus before = temporal.setLimits(acme, five);
            WorkflowStub raw = temporal.environment.getWorkflowClient().newUntypedWorkflowStub(acme.workflowId());
            raw.signal("requestLease");
            raw.signal("requestLease", Map.of());
            raw.signal("requestLease", NEGATIVE_REQUEST);
            raw.signal("configure");
            raw.signal("configure", Map.of("day", new BigDecimal("1E+999999999")));

            rejects(raw, "draw", "no amount below zero", NEGATIVE_REQUEST);
            rejects(raw, "setLimits", "a limit is a number of US dollars", Map.of("day", new BigDecimal("1E+400")));

            assertThat(temporal.setLimits(acme, five)).isEqualTo(before);
        }
    }

    private static void rejects(WorkflowStub workflow, String update, String wanted, @Nullable Object argument) {
        assertThatThrownBy(() -> workflow.update(update, Void.class, argument))
                .isInstanceOf(WorkflowUpdateException.class)
                .hasStackTraceContaining(wanted);
    }
}
