package dev.penstock.service.batches;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.Deadline;
import dev.penstock.contracts.SpecKey;
import dev.penstock.contracts.Urgency;
import dev.penstock.service.Backend;
import dev.penstock.service.callers.Caller;
import dev.penstock.service.callers.KeyBudgets;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.service.files.ApiFile;
import dev.penstock.service.files.FileSet;
import dev.penstock.service.files.Purpose;
import dev.penstock.service.files.Uploaded;
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

/** Takes orders, and starts their batches. */
@Singleton
public final class Ordering {
    private static final Logger log = LoggerFactory.getLogger(Ordering.class);
    /** OpenAI's; another is set by the metadata key {@code penstock.max_requests}. */
    private static final int MOST_REQUESTS = 50_000;

    private final BatchStarts starts;
    private final ProviderChoice provider;
    private final Uploaded uploaded;
    private final FileSet files;
    private final Orders orders;
    private final KeyBudgets budgets;
    private final Untold untold;

    Ordering(
            Backend backend,
            Uploaded uploaded,
            FileSet files,
            Orders orders,
            BatchStarts starts,
            KeyBudgets budgets,
            Untold untold) {
        this.budgets = budgets;
        this.untold = untold;
        this.starts = starts;
        this.provider = backend.provider();
        this.uploaded = uploaded;
        this.files = files;
        this.orders = orders;
    }

    /** As OpenAI's clients order. */
    Order place(CreateBatch asked, BatchId id, Caller caller) throws IOException {
        Map<String, String> metadata = asked.metadata() == null ? Map.of() : asked.metadata();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant end = CompletionWindow.end(asked.completionWindow(), now);
        BatchSpec spec = MetadataOptions.addTo(
                BatchSpec.of(input(asked.inputFileId(), caller))
                        .with(SpecKey.FORMAT, "openai")
                        .with(SpecKey.ENDPOINT, asked.endpoint())
                        .with(SpecKey.MAX_REQUESTS, MOST_REQUESTS)
                        .with(SpecKey.DEADLINE, end.toString()),
                metadata);
        return place(
                new Order(
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
                        spec),
                caller);
    }

    /**
     * With the options that it has; those that it hasn't go by the caller and by the configuration. Once it is kept it is
     * accepted: where its start failed, it is started as soon as Temporal answers.
     */
    public Order place(Order asked, Caller caller) throws IOException {
        BatchSpec spec = complete(asked.spec(), caller);
        Order order = whole(asked, spec, engine(caller));
        orders.keep(order);
        try {
            starts.start(order);
        } catch (WorkflowServiceException | StatusRuntimeException e) {
            log.warn("{} is accepted but not started yet", order.id().value(), e);
            untold.add(order);
        }
        return order;
    }

    /** Before anything is kept, so that asking again is safe. */
    private String engine(Caller caller) {
        try {
            budgets.announce(caller);
            return starts.engine();
        } catch (WorkflowServiceException | StatusRuntimeException e) {
            throw ApiFailure.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Temporal does not answer, so that the batch could not be started",
                    "engine_unavailable",
                    Duration.ofSeconds(5));
        }
    }

    /** Where a worker finds the file. */
    String input(String fileId, Caller caller) throws IOException {
        ApiFile file = files.find(fileId, caller)
                .orElseThrow(() -> ApiFailure.notFound("input_file_id names no file of yours", "input_file_id"));
        if (!file.purpose().equals(Purpose.BATCH)) {
            throw ApiFailure.invalid(
                    "the input file's purpose must be batch, not " + file.purpose(), "input_file_id", null);
        }
        return locate(file);
    }

    public String locate(ApiFile file) {
        return uploaded.locate(new FileId(file.id())).toString();
    }

    private BatchSpec complete(BatchSpec asked, Caller caller) {
        Urgency priority = priority(asked, caller);
        String tenant = caller.tenant() != null
                ? caller.tenant()
                : asked.tenant().orElse(provider.configuration().defaults().tenant());
        BatchSpec spec = asked.with(SpecKey.POOL, asked.pool().orElse(provider.pool()))
                .with(SpecKey.MODEL, asked.model().orElse(provider.model()))
                .with(SpecKey.TENANT, tenant)
                .with(SpecKey.KEY, caller.key())
                .with(SpecKey.PRIORITY, priority.text())
                .with(SpecKey.WEIGHT, weight(asked, tenant, caller));
        try {
            spec.validate();
            return spec;
        } catch (IllegalArgumentException e) {
            throw ApiFailure.invalid(String.valueOf(e.getMessage()), null, null);
        }
    }

    private Urgency priority(BatchSpec asked, Caller caller) {
        if (!asked.fields().containsKey(SpecKey.PRIORITY.text())) {
            String usual = provider.configuration().defaults().priority();
            return caller.key() == null && usual != null
                    ? BatchSpec.of("").with(SpecKey.PRIORITY, usual).priority()
                    : caller.priority();
        }
        if (!caller.admin()
                && asked.priority().priorityKey() < caller.priority().priorityKey()) {
            throw ApiFailure.invalid(
                    "this key's batches have priority %s at most"
                            .formatted(caller.priority().text()),
                    "priority",
                    null);
        }
        return asked.priority();
    }

    /** A tenant's part beside others is not for the tenant to enlarge. */
    private @Nullable Double weight(BatchSpec asked, @Nullable String tenant, Caller caller) {
        Double configured = caller.weight() != null || tenant == null
                ? caller.weight()
                : provider.configuration().tenants().findWeight(tenant).orElse(null);
        if (!asked.fields().containsKey(SpecKey.WEIGHT.text())) {
            return configured;
        }
        double most = configured == null ? 1 : configured;
        if (!caller.admin() && asked.weight() > most) {
            throw ApiFailure.invalid("this key's batches have weight %s at most".formatted(most), "weight", null);
        }
        return asked.weight();
    }

    private static Order whole(Order order, BatchSpec spec, String engine) {
        return new Order(
                order.id(),
                order.endpoint(),
                order.inputFileId(),
                order.completionWindow(),
                order.createdAt(),
                expiry(order, spec),
                order.metadata(),
                order.outputSeconds(),
                order.tenant(),
                engine,
                spec);
    }

    /** Metadata may have set another end than the completion window. */
    private static @Nullable Instant expiry(Order order, BatchSpec spec) {
        return spec.deadline()
                .map(text -> Deadline.parse(text, order.createdAt()))
                .orElse(order.expiresAt());
    }
}
