package dev.penstock.service.batches;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Deadline;
import dev.penstock.contracts.batch.BatchDefaults;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.service.ApiBackend;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.IdempotencyHeader;
import dev.penstock.service.callers.KeyBudgets;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.service.files.ApiFile;
import dev.penstock.service.files.FilePurpose;
import dev.penstock.service.files.FileSet;
import dev.penstock.service.files.TenantStorage;
import dev.penstock.service.files.UploadedFileSource;
import dev.penstock.store.FileId;
import dev.penstock.worker.config.ProviderChoice;
import io.grpc.StatusRuntimeException;
import io.micronaut.http.HttpStatus;
import io.temporal.client.WorkflowServiceException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts batches from callers: completes their specifications, keeps them and starts their workflows. */
@Singleton
public final class BatchSubmission {
    private static final Logger log = LoggerFactory.getLogger(BatchSubmission.class);

    private final BatchStarts starts;
    private final ProviderChoice provider;
    private final UploadedFileSource uploaded;
    private final FileSet files;
    private final BatchRecords records;
    private final KeyBudgets budgets;
    private final TenantStorage storage;
    private final PendingSubmissions pending;
    private final UnfinishedSpecs unfinished;

    BatchSubmission(
            ApiBackend backend,
            UploadedFileSource uploaded,
            FileSet files,
            BatchRecords records,
            BatchStarts starts,
            KeyBudgets budgets,
            TenantStorage storage,
            PendingSubmissions pending,
            UnfinishedSpecs unfinished) {
        this.unfinished = unfinished;
        this.storage = storage;
        this.budgets = budgets;
        this.pending = pending;
        this.starts = starts;
        this.provider = backend.provider();
        this.uploaded = uploaded;
        this.files = files;
        this.records = records;
    }

    /** Accepts a batch in the form of OpenAI's API. */
    BatchRecord place(CreateBatch asked, BatchId id, ApiCaller caller) throws IOException {
        Map<String, String> metadata = asked.metadata() == null ? Map.of() : asked.metadata();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant end = CompletionWindow.end(asked.completionWindow(), now);
        BatchSpec spec = MetadataOptions.addTo(
                BatchSpec.of(input(asked.inputFileId(), caller))
                        .with(SpecKey.FORMAT, "openai")
                        .with(SpecKey.ENDPOINT, asked.endpoint())
                        .with(SpecKey.MAX_REQUESTS, BatchDefaults.OPENAI_BATCH_REQUESTS)
                        .with(SpecKey.DEADLINE, end.toString()),
                metadata);
        return place(
                new BatchRecord(
                        id,
                        asked.endpoint(),
                        asked.inputFileId(),
                        asked.completionWindow(),
                        now,
                        end,
                        asked.metadata(),
                        asked.outputSeconds(),
                        caller.tenant(),
                        null,
                        spec.input()),
                spec,
                caller);
    }

    /**
     * Accepts a batch, whose specification {@link BatchDefaults} completes. The batch is accepted once its record is kept:
     * if its start fails, it is started as soon as Temporal answers.
     *
     * @return the record, or the one that was kept for the same id before
     */
    public BatchRecord place(BatchRecord asked, BatchSpec askedSpec, ApiCaller caller) throws IOException {
        BatchSpec spec = complete(askedSpec, caller);
        BatchRecord record = whole(asked, spec, engine(caller));
        try (TenantStorage.Room room = storage.begin(caller)) {
            // The batch has a copy of its input.
            room.take(files.get(record.inputFileId(), caller).bytes());
            starts.allowInput(record.id(), spec);
            unfinished.take(record.id(), record.tenant(), KeptRecord.write(record, spec).length);
            if (!keepNew(record, spec)) {
                return records.find(record.id().value(), caller).orElseThrow(IdempotencyHeader::reused);
            }
            room.keep();
        }
        try {
            starts.start(record, spec);
        } catch (IOException | RuntimeException e) {
            // Whatever it is: the batch is kept and will be started, and a caller who was told otherwise would pay it
            // twice.
            log.warn("Batch {} is accepted but not started yet", record.id().value(), e);
            pending.add(record);
        }
        return record;
    }

    private boolean keepNew(BatchRecord record, BatchSpec spec) throws IOException {
        boolean isThere = false;
        try {
            boolean isNew = records.keepNew(record, spec);
            isThere = true;
            return isNew;
        } finally {
            if (!isThere) {
                unfinished.giveBack(record.id());
            }
        }
    }

    /** Names the Temporal server that will run the batch; called before anything is kept, so that a caller may safely retry. */
    private String engine(ApiCaller caller) {
        try {
            budgets.announce(caller);
            return starts.engine();
        } catch (WorkflowServiceException | StatusRuntimeException e) {
            throw ApiFailure.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Temporal does not answer, so the batch could not be started",
                    "engine_unavailable",
                    Duration.ofSeconds(5));
        }
    }

    /** Returns the URI at which workers read an input file. */
    String input(String fileId, ApiCaller caller) throws IOException {
        ApiFile file = files.find(fileId, caller)
                .orElseThrow(() -> ApiFailure.notFound(
                        "input_file_id is not the id of a file that this key may see", "input_file_id"));
        if (!file.purpose().equals(FilePurpose.BATCH)) {
            throw ApiFailure.invalid(
                    "the input file's purpose must be batch, not " + file.purpose(), "input_file_id", null);
        }
        return locate(file);
    }

    public String locate(ApiFile file) {
        return uploaded.locate(new FileId(file.id())).toString();
    }

    private BatchSpec complete(BatchSpec asked, ApiCaller caller) {
        BatchDefaults defaults = caller.defaults(provider.batchDefaults());
        KeyRights.check(asked, caller, defaults);
        BatchSpec spec = defaults.complete(KeyRights.owned(asked, caller));
        try {
            spec.validate();
            return spec;
        } catch (IllegalArgumentException e) {
            throw ApiFailure.invalid(String.valueOf(e.getMessage()), null, null);
        }
    }

    private static BatchRecord whole(BatchRecord record, BatchSpec spec, String engine) {
        return new BatchRecord(
                record.id(),
                record.endpoint(),
                record.inputFileId(),
                record.completionWindow(),
                record.createdAt(),
                expiry(record, spec),
                record.metadata(),
                record.outputSeconds(),
                record.tenant(),
                engine,
                spec.input());
    }

    /** Returns when the batch expires; metadata may override the completion window. */
    private static @Nullable Instant expiry(BatchRecord record, BatchSpec spec) {
        return spec.deadline()
                .map(text -> Deadline.parse(text, record.createdAt()))
                .orElse(record.expiresAt());
    }
}
