package dev.penstock.simulator.batches;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.options.BatchApiOptions;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A batch of the simulated provider, which makes progress only when {@link #advance} is called. */
final class SimulatedBatch {
    private final BatchOrder order;
    private final BatchValidation validation;
    private final BatchOutput output;
    private SimulatedBatchStatus status = SimulatedBatchStatus.VALIDATING;
    private @Nullable Instant endedAt;
    private @Nullable Instant cancelledAt;

    SimulatedBatch(BatchOrder order, BatchValidation validation, BatchOutput output) {
        this.order = order;
        this.validation = validation;
        this.output = output;
    }

    /** Brings the batch to the state that it has reached by {@code now}. */
    void advance(Instant now, BatchApiOptions options) {
        if (status == SimulatedBatchStatus.VALIDATING) {
            status = validation.problems().isEmpty() ? SimulatedBatchStatus.IN_PROGRESS : SimulatedBatchStatus.FAILED;
            endedAt = status == SimulatedBatchStatus.FAILED ? now : null;
        }
        if (status == SimulatedBatchStatus.CANCELLING) {
            end(
                    SimulatedBatchStatus.CANCELLED,
                    "batch_cancelled",
                    "This request was cancelled before it was executed.",
                    now);
        }
        if (status != SimulatedBatchStatus.IN_PROGRESS) {
            return;
        }
        Instant expiry = order.createdAt().plus(options.expireAfter());
        boolean expired = !now.isBefore(expiry);
        output.answerUpTo(due(expired ? expiry : now, options), options);
        if (output.done() == validation.requests()) {
            end(SimulatedBatchStatus.COMPLETED, "", "", now);
        } else if (expired) {
            end(
                    SimulatedBatchStatus.EXPIRED,
                    "batch_expired",
                    "This request could not be executed before the batch expired.",
                    now);
        }
    }

    void cancel(Instant now) {
        if (!status.isFinal() && status != SimulatedBatchStatus.CANCELLING) {
            status = SimulatedBatchStatus.CANCELLING;
            cancelledAt = now;
        }
    }

    SimulatedBatchStatus status() {
        return status;
    }

    String id() {
        return order.id();
    }

    String model() {
        return validation.model();
    }

    long enqueuedTokens() {
        return status.isFinal() || !validation.problems().isEmpty() ? 0 : validation.tokens();
    }

    ObjectNode json(Duration window) {
        ObjectNode json = SimulatorJson.object()
                .put("id", order.id())
                .put("object", "batch")
                .put("endpoint", order.endpoint())
                .put("input_file_id", order.input().id())
                .put("completion_window", order.window())
                .put("status", status.text())
                .put("created_at", order.createdAt().getEpochSecond())
                .put("expires_at", order.createdAt().plus(window).getEpochSecond());
        if (!order.metadata().isMissingNode()) {
            json.set("metadata", order.metadata());
        }
        if (status == SimulatedBatchStatus.FAILED) {
            addErrors(json.putObject("errors").put("object", "list").putArray("data"));
        } else if (status != SimulatedBatchStatus.VALIDATING) {
            json.put("in_progress_at", order.createdAt().getEpochSecond());
        }
        if (cancelledAt != null) {
            json.put("cancelling_at", cancelledAt.getEpochSecond());
        }
        if (endedAt != null) {
            json.put(status.text() + "_at", endedAt.getEpochSecond());
        }
        if (status.isFinal()) {
            output.addFileIds(json);
        }
        json.putObject("request_counts")
                .put(
                        "total",
                        status == SimulatedBatchStatus.VALIDATING || status == SimulatedBatchStatus.FAILED
                                ? 0
                                : validation.requests())
                .put("completed", output.completed())
                .put("failed", output.failed());
        return json;
    }

    private int due(Instant now, BatchApiOptions options) {
        double seconds = Duration.between(order.createdAt(), now).toNanos() / 1e9;
        double most = Math.floor(validation.requests() * options.stallAt());
        double due = options.requestsPerSecond() == 0 ? most : seconds * options.requestsPerSecond();
        return (int) Math.min(due, most);
    }

    private void end(SimulatedBatchStatus how, String code, String message, Instant now) {
        output.finish(code, message);
        status = how;
        endedAt = now;
    }

    private void addErrors(ArrayNode data) {
        for (BatchValidation.Problem problem : validation.problems()) {
            ObjectNode error = data.addObject().put("code", problem.code()).put("message", problem.message());
            error.putNull("param").put("line", problem.line());
        }
    }
}
