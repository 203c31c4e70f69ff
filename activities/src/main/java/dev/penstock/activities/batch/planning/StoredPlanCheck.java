package dev.penstock.activities.batch.planning;

import dev.penstock.activities.PlanFailures;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.formats.InputSource;
import dev.penstock.formats.UnreadableInputException;
import dev.penstock.store.plan.StoredPlan;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;

/**
 * Compares a batch that is submitted again with the plan that is stored for it.
 *
 * @param usable the pools that the batch may use now
 * @param heartbeat called now and then while the input is read; may throw to end it
 */
record StoredPlanCheck(AllowedInputs inputs, ModelPools usable, Runnable heartbeat) {
    /**
     * Returns whether the stored plan can be used; once anything was called, the stored copy of the input counts, even
     * if the source has changed.
     *
     * @param resumed whether anything was called
     * @throws ApplicationFailure if something was called for another specification, or by pools that are no longer configured
     */
    boolean isStillGood(BatchId batch, StoredPlan plan, InputSource source, BatchSpec spec, boolean resumed) {
        Optional<SpecKey> different = different(batch, plan, source, spec, resumed);
        List<String> gone =
                plan.pools().stream().filter(pool -> !usable.has(pool)).toList();
        if (resumed && different.isPresent()) {
            throw PlanFailures.invalidSpec(
                    "batch '%s' was started with another \"%s\": choose another id, or use the same options"
                            .formatted(batch, different.get().text()));
        }
        if (resumed && !gone.isEmpty()) {
            throw PlanFailures.invalidSpec(
                    "batch '%s' was started with pool %s, which is not configured on this worker (%s)"
                            .formatted(batch, String.join(", ", gone), String.join(", ", usable.names())));
        }
        if (gone.isEmpty()) {
            usable.require(plan.pools());
        }
        return resumed || (different.isEmpty() && gone.isEmpty() && plan.isCutAs(spec) && !hasChanged(plan, source));
    }

    private Optional<SpecKey> different(
            BatchId batch, StoredPlan plan, InputSource source, BatchSpec spec, boolean resumed) {
        if (inputs.isOwnCopy(batch, spec.input())) {
            return Optional.empty();
        }
        boolean moved = resumed && isMoved(plan, source, spec);
        return plan.differentContent(
                moved ? spec.with(SpecKey.INPUT, plan.spec().input()) : spec);
    }

    /** Returns whether the source is the planned content under another name or in another folder. */
    private boolean isMoved(StoredPlan plan, InputSource source, BatchSpec spec) {
        return !spec.input().equals(plan.spec().input())
                && plan.sha256() != null
                && plan.sha256().equals(source.sha256(heartbeat));
    }

    private static boolean hasChanged(StoredPlan plan, InputSource source) {
        try {
            return !source.fingerprint().equals(plan.source());
        } catch (UnreadableInputException e) {
            return false; // the source is gone, but its stored copy is used
        }
    }
}
