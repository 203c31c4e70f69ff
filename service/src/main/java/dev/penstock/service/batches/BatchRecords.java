package dev.penstock.service.batches;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.service.ApiBackend;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.StoredJson;
import dev.penstock.store.TimeOrderedId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of submitted batches in the store, to which several processes may add. */
@Singleton
public final class BatchRecords {
    private static final Logger log = LoggerFactory.getLogger(BatchRecords.class);
    private static final String PREFIX = "batch_";
    private static final Pattern ID = Pattern.compile(PREFIX + "[0-9a-f]{32}");
    private static final Comparator<BatchRecord> NEWEST_FIRST = Comparator.comparing(BatchRecord::createdAt)
            .thenComparing(record -> record.id().value())
            .reversed();

    private final Store store;
    private final StoredJson<Instant> cancellations;
    private final StoredJson<BatchFailure> refusals;
    private final ConcurrentMap<BatchId, BatchRecord> known = new ConcurrentHashMap<>();
    private final Lock reading = new ReentrantLock();
    /** The broken records that were named in the log. */
    private final Set<BatchId> broken = ConcurrentHashMap.newKeySet();

    BatchRecords(ApiBackend backend) {
        this.store = backend.store();
        this.cancellations = new StoredJson<>(store, BatchFile.CANCEL, Instant.class);
        this.refusals = new StoredJson<>(store, BatchFile.REFUSAL, BatchFailure.class);
    }

    public static BatchId nextId() {
        return new BatchId(PREFIX + TimeOrderedId.next());
    }

    /**
     * @param digits 32 hexadecimal digits
     */
    static BatchId id(String digits) {
        return new BatchId(PREFIX + digits);
    }

    /**
     * Keeps a record unless another one has its id already; to be called before the batch is started, so that no batch
     * runs without a record.
     *
     * @return whether it was kept: of several processes, one keeps the record of an id
     */
    boolean keepNew(BatchRecord record, BatchSpec spec) throws IOException {
        try (AtomicFile draft = store.create(record.id(), BatchFile.ORDER)) {
            draft.write(KeptRecord.write(record, spec));
            if (!draft.publishNew()) {
                return false;
            }
        }
        known.put(record.id(), record);
        return true;
    }

    /** Finds a batch's record; empty for an unknown batch and for a batch that the caller may not see. */
    public Optional<BatchRecord> find(String id, ApiCaller caller) throws IOException {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        return find(new BatchId(id)).filter(record -> caller.owns(record.tenant()));
    }

    List<BatchRecord> newestFirst(ApiCaller caller) throws IOException {
        List<BatchRecord> records = all(record -> caller.owns(record.tenant()));
        records.sort(NEWEST_FIRST);
        return records;
    }

    /** Lists the records of all batches. */
    List<BatchRecord> all() throws IOException {
        return all(any -> true);
    }

    /** Returns the length of a record with its specification, as it is kept. */
    long bytes(BatchId id) throws IOException {
        return store.written(id, BatchFile.ORDER).map(Store.Written::bytes).orElse(0L);
    }

    private List<BatchRecord> all(Predicate<BatchRecord> wanted) throws IOException {
        List<BatchRecord> records = new ArrayList<>();
        for (BatchId id : store.batches()) {
            if (ID.matcher(id.value()).matches()) {
                readable(id).filter(wanted).ifPresent(records::add);
            }
        }
        return records;
    }

    /** Finds a record; empty also for a broken one, which is no reason to list and start no other batch. */
    private Optional<BatchRecord> readable(BatchId id) throws IOException {
        try {
            return find(id);
        } catch (JsonProcessingException e) {
            if (broken.add(id)) {
                log.warn("Batch {} is left out of lists: its order.json is broken: {}", id, e.getOriginalMessage());
            }
            return Optional.empty();
        }
    }

    /** Returns when the batch was first cancelled by a caller; empty if it was not. */
    Optional<Instant> cancelling(BatchId id) throws IOException {
        return cancellations.find(id);
    }

    void keepCancelling(BatchId id, Instant at) throws IOException {
        cancellations.write(id, at);
    }

    Optional<BatchFailure> refusal(BatchId id) throws IOException {
        return refusals.find(id);
    }

    void keepRefusal(BatchId id, BatchFailure refusal) throws IOException {
        refusals.write(id, refusal);
    }

    /**
     * Returns the specification of a batch whose record is kept; it is read each time.
     *
     * @throws NoSuchFileException if the record is gone
     */
    BatchSpec spec(BatchId id) throws IOException {
        return kept(id).orElseThrow(() -> new NoSuchFileException(id.value())).spec();
    }

    private Optional<BatchRecord> find(BatchId id) throws IOException {
        BatchRecord record = known.get(id);
        if (record == null) {
            record = kept(id).map(KeptRecord::record).orElse(null);
            if (record != null) {
                known.put(id, record);
            }
        }
        return Optional.ofNullable(record);
    }

    private Optional<KeptRecord> kept(BatchId id) throws IOException {
        // One at a time: with its specification a record may have a megabyte, and many may ask for many.
        reading.lock();
        try {
            Optional<InputStream> found = store.find(id, BatchFile.ORDER);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = found.get()) {
                return Optional.of(KeptRecord.read(in));
            }
        } finally {
            reading.unlock();
        }
    }
}
