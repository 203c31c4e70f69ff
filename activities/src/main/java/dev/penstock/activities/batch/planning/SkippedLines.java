package dev.penstock.activities.batch.planning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.PendingResult;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.Json;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import java.net.HttpURLConnection;

/** Writes the dead letters of lines that cannot be sent. */
final class SkippedLines {
    /**
     * Name of a copy of these dead letters beside the results; rerunning a stage moves the results away. No stage has
     * this name.
     */
    static final String KEPT = "input";

    private final BatchId batch;
    private final boolean isPipeline;
    private final ResultLog log;
    private final PendingResult appends = new PendingResult();
    private long count;

    SkippedLines(BatchId batch, ResultLog log, boolean isPipeline) {
        this.batch = batch;
        this.log = log;
        this.isPipeline = isPipeline;
    }

    void add(int shard, long line, String customId, RequestProblem problem, String text) {
        Result result = Result.builder(line, customId)
                .response(problem.isOnlyOfLine() ? refusal(problem) : null)
                .error(new Result.Error(problem.code(), text))
                .build();
        appends.add(log.append(batch, shard, result));
        if (isPipeline) {
            appends.add(log.stage(KEPT).append(batch, shard, result));
        }
        count++;
    }

    /** Returns the response that OpenAI's API gives to a wrong body. */
    private static Result.Response refusal(RequestProblem problem) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("error")
                .put("message", problem.text())
                .put("type", "invalid_request_error")
                .putNull("param")
                .put("code", problem.code());
        return new Result.Response(HttpURLConnection.HTTP_BAD_REQUEST, "", body.toString());
    }

    long count() {
        return count;
    }

    void awaitAll() {
        appends.awaitAll();
    }
}
