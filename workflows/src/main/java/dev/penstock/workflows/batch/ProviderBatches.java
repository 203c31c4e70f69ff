package dev.penstock.workflows.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Lane;
import dev.penstock.contracts.MarkdownText;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.providerbatch.LaneClock;
import dev.penstock.contracts.providerbatch.LanePlan;
import dev.penstock.contracts.providerbatch.Part;
import dev.penstock.contracts.providerbatch.ProviderBatchInput;
import dev.penstock.contracts.providerbatch.ProviderBatchWorkflow;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;

/** The child workflows that take a batch's parts through the provider's batch API. */
final class ProviderBatches {
    /** The time that the provider has for cancelling; OpenAI promises ten minutes. */
    private static final Duration CANCEL_WITHIN = Duration.ofMinutes(12);

    private ProviderBatches() {}

    static ProviderBatchWorkflow child(BatchId batch, Part part) {
        return Workflow.newChildWorkflowStub(
                ProviderBatchWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(batch.providerWorkflowId(part.number()))
                        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setStaticSummary("%,d requests of %s by the provider's batch API"
                                .formatted(part.requests(), MarkdownText.code(part.model())))
                        .build());
    }

    /** Returns the input of a part's workflow; with a deadline to meet online, cancelling may take no longer than the margin. */
    static ProviderBatchInput input(
            BatchId batch, BatchSpec spec, LanePlan plan, Part part, Optional<LaneClock> clock) {
        Duration cancelWithin = clock.map(LaneClock::margin).orElse(CANCEL_WITHIN);
        return ProviderBatchInput.of(batch, spec, plan, part, spec.lane() == Lane.AUTO, cancelWithin);
    }
}
