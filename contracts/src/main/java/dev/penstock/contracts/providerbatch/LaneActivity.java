package dev.penstock.contracts.providerbatch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Handles files and batches at the provider; every activity is safe to run again. */
@ActivityInterface
public interface LaneActivity {
    /** Splits the requests that have no result yet into parts; repeated for one round, it returns identical parts. */
    @ActivityMethod(name = "Lane.split")
    LanePlan split(BatchId batch, BatchSpec spec);

    /** Finds the submission's file by its name, or else uploads the part's requests that have no result. */
    @ActivityMethod(name = "Lane.upload")
    UploadedPart upload(PartInput part);

    /** Finds the submission's batch by its metadata, or else creates it. */
    @ActivityMethod(name = "Lane.create")
    ProviderBatch create(PartInput part, String fileId);

    @ActivityMethod(name = "Lane.look")
    ProviderBatch look(PartInput part, String providerId);

    /** Cancels the provider's batch; a batch that has ended stays as it is. */
    @ActivityMethod(name = "Lane.cancel")
    ProviderBatch cancel(PartInput part, String providerId);

    /** Cancels the submission's batch if there is one; for use when it is not known whether the batch was created. */
    @ActivityMethod(name = "Lane.abandon")
    ProviderBatch abandon(PartInput part);

    /** Writes the results of the provider's batch into the result log, and deletes the input file at the provider. */
    @ActivityMethod(name = "Lane.collect")
    CollectedResults collect(PartInput part, ProviderBatch ended);
}
