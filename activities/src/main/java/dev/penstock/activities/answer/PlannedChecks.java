package dev.penstock.activities.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.call.AnswerCheck;
import dev.penstock.activities.call.AnswerChecks;
import dev.penstock.contracts.BatchId;
import dev.penstock.formats.AnswerFormat;
import dev.penstock.store.Store;
import dev.penstock.store.plan.CachedPlans;
import org.jspecify.annotations.Nullable;

/** The checks of planned batches; a plan is read only where a request may ask for its batch's schema. */
public final class PlannedChecks {
    private final CachedPlans<AnswerChecks> kept;

    public PlannedChecks(Store store) {
        kept = new CachedPlans<>(store, plan -> SchemaChecks.of(plan.spec()));
    }

    /** Returns the checks of one slice's answers, for which the plan is looked up once at most. */
    public AnswerChecks of(BatchId batch) {
        return new OfSlice(batch);
    }

    private final class OfSlice implements AnswerChecks {
        private final BatchId batch;
        private volatile @Nullable AnswerChecks planned;

        private OfSlice(BatchId batch) {
            this.batch = batch;
        }

        @Override
        public AnswerCheck of(ObjectNode body) {
            if (AnswerFormat.batchSchemaIn(body).isEmpty()) {
                return AnswerCheck.NONE;
            }
            AnswerChecks known = planned;
            if (known == null) {
                known = kept.get(batch);
                planned = known;
            }
            return known.of(body);
        }
    }
}
