package dev.penstock.workflows.recording;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.providerbatch.CollectedResults;
import dev.penstock.contracts.providerbatch.LaneActivity;
import dev.penstock.contracts.providerbatch.LanePlan;
import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.contracts.providerbatch.ProviderBatch;
import dev.penstock.contracts.providerbatch.UploadedPart;
import dev.penstock.workflows.TestingLane;
import java.util.Objects;

/** The activities of provider batches, played by each batch's script. */
record ScriptedLane(ScriptedActivities scripts) implements LaneActivity {
    @Override
    public LanePlan split(BatchId batch, BatchSpec spec) {
        return of(batch).split(batch, spec);
    }

    @Override
    public UploadedPart upload(PartInput part) {
        return of(part.batch()).upload(part);
    }

    @Override
    public ProviderBatch create(PartInput part, String fileId) {
        return of(part.batch()).create(part, fileId);
    }

    @Override
    public ProviderBatch look(PartInput part, String providerId) {
        return of(part.batch()).look(part, providerId);
    }

    @Override
    public ProviderBatch cancel(PartInput part, String providerId) {
        return of(part.batch()).cancel(part, providerId);
    }

    @Override
    public ProviderBatch abandon(PartInput part) {
        return of(part.batch()).abandon(part);
    }

    @Override
    public CollectedResults collect(PartInput part, ProviderBatch ended) {
        return of(part.batch()).collect(part, ended);
    }

    private TestingLane of(BatchId batch) {
        return Objects.requireNonNull(scripts.of(batch).lane);
    }
}
