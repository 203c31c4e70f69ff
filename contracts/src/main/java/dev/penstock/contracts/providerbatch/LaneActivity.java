package dev.penstock.contracts.providerbatch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Files and batches at the provider; all of it safe to run again. */
@ActivityInterface
public interface LaneActivity {
    /** Cuts what has no result yet into parts; the same parts again for the same round. */
    @ActivityMethod(name = "Lane.split")
    LanePlan split(BatchId batch, BatchSpec spec);

    /** Finds the submission's file by its name, or else uploads those of the part's requests that have no result. */
    @ActivityMethod(name = "Lane.upload")
    UploadedPart upload(PartInput part);

    /** Finds the submission's batch by its metadata, or else creates it. */
    @ActivityMethod(name = "Lane.create")
    ProviderBatch create(PartInput part, String fileId);

    @ActivityMethod(name = "Lane.look")
    ProviderBatch look(PartInput part, String providerId);

    /** A batch that has ended stays as it is. */
    @ActivityMethod(name = "Lane.cancel")
    ProviderBatch cancel(PartInput part, String providerId);

    /** Finds the submission's batch, if there is one, and cancels it: for when nobody knows whether it was created. */
    @ActivityMethod(name = "Lane.abandon")
    ProviderBatch abandon(PartInput part);

    /** Writes what it brought into the result log, and deletes the input file at the provider. */
    @ActivityMethod(name = "Lane.collect")
    CollectedResults collect(PartInput part, ProviderBatch ended);
}
