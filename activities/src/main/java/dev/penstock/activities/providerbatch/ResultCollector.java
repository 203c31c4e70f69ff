package dev.penstock.activities.providerbatch;

import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.providerbatch.CollectedResults;
import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.contracts.providerbatch.ProviderBatch;
import dev.penstock.providers.AnswerLimits;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.openai.BatchApi;
import dev.penstock.providers.openai.OpenAiAnswers;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.Result;
import dev.penstock.store.ResultBuilder;
import dev.penstock.store.ResultLog;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates results from the output and error files of a provider's batch. */
final class ResultCollector {
    private static final Logger log = LoggerFactory.getLogger(ResultCollector.class);
    private static final Result.Error NOTHING =
            new Result.Error("no_result", "the provider's batch ended without a result for this request");

    private static final Result.Error TOO_LARGE = new Result.Error(
            "answer_too_large",
            "the provider sent an answer of more than %d MiB".formatted(AnswerLimits.ANSWER_BYTES >> 20));

    private final PartInput input;
    private final Prices prices;
    private final BatchApi api;
    private final PartAnswerCache answers;
    private final ActivityHeartbeat heart;
    private final PendingAppends appends;
    /** The time used as start of every call, because the provider does not report one. */
    private final Instant collectedAt = Instant.now();

    private final Map<Long, Waiting> waiting = new HashMap<>();

    ResultCollector(
            PartInput input,
            Prices prices,
            BatchApi api,
            ResultLog results,
            PartAnswerCache answers,
            ActivityHeartbeat heart) {
        this.input = input;
        this.prices = prices;
        this.api = api;
        this.answers = answers;
        this.heart = heart;
        this.appends = new PendingAppends(input.batch(), results);
    }

    private record Waiting(
            int shard, String customId, Result.@Nullable Response response, Result.@Nullable Error error) {}

    CollectedResults collect(ProviderBatch ended, StoredPart part, PartLines lines) throws IOException {
        lines.each(input.batch(), input.round(), part, this::expect);
        if (!waiting.isEmpty()) {
            read(ended.outputFile());
            read(ended.errorFile());
        }
        if (input.last() && !ended.isCancelled()) {
            waiting.forEach((line, request) -> append(line, request, deadLetter(line, request)));
            waiting.clear();
        }
        return new CollectedResults(appends.receipt(), waiting.size());
    }

    private void expect(int shard, RequestCodec.Key request, byte[] text) throws IOException {
        answers.expect(text);
        waiting.put(request.line(), new Waiting(shard, request.customId(), null, null));
    }

    private void read(@Nullable String file) {
        if (file != null) {
            int unused = api.download(file, this::read);
        }
    }

    private int read(InputStream in) throws IOException {
        LineReader lines = new LineReader(in, AnswerLimits.ANSWER_BYTES);
        int count = 0;
        for (TextLine line = lines.next(); line != null; line = lines.next()) {
            if (line.isTooLong()) {
                giveUp(ProviderLine.customId(line.text()));
            } else if (!line.isBlank()) {
                take(ProviderLine.read(line.text()));
            }
            if (++count % 100 == 0) {
                heart.check();
            }
        }
        return count;
    }

    /** Makes a request a dead letter whose answer is too long: another one would be paid for, and be as long. */
    private void giveUp(String customId) {
        log.warn("Batch {}: the provider's result for '{}' is too long to be read", input.batch(), customId);
        long number = LineName.line(customId).orElse(0);
        Waiting request = waiting.get(number);
        if (request != null) {
            finish(number, request, result(number, request).error(TOO_LARGE).build());
        }
    }

    /** Reads a line; a request that has a result already was read by an earlier attempt that did not finish. */
    private void take(ProviderLine line) {
        long number = LineName.line(line.customId()).orElse(0);
        Waiting request = waiting.get(number);
        if (request == null) {
            log.debug("Batch {}: '{}' has a result already", input.batch(), line.customId());
            return;
        }
        if (line.response() == null) {
            waiting.put(number, new Waiting(request.shard(), request.customId(), null, line.error()));
            return;
        }
        switch (OpenAiAnswers.meaning(input.part().url(), line.response())) {
            case Outcome.Answered answered -> finish(number, request, answered(number, request, answered));
            case Outcome.Refused refused ->
                finish(
                        number,
                        request,
                        result(number, request)
                                .response(refused.response())
                                .error(refused.error())
                                .build());
            // Only stages have expectations, and stages are called online.
            case Outcome.Unusable later -> keep(number, request, later.response(), later.error());
            case Outcome.Throttled later -> keep(number, request, later.response(), later.error());
            case Outcome.Blocked later -> keep(number, request, later.response(), later.error());
            case Outcome.Lost later -> keep(number, request, line.response(), later.error());
        }
    }

    /** Keeps the failure of a request, which goes into the next submission, or becomes a dead letter after the last. */
    private void keep(long line, Waiting request, Result.Response response, Result.Error error) {
        waiting.put(line, new Waiting(request.shard(), request.customId(), response, error));
    }

    private void finish(long line, Waiting request, Result result) {
        append(line, request, result);
        waiting.remove(line);
    }

    private void append(long line, Waiting request, Result result) {
        log.trace("Batch {}: line {} has its result", input.batch(), line);
        appends.add(request.shard(), result);
        answers.keep(line, result);
    }

    private Result answered(long line, Waiting request, Outcome.Answered answered) {
        String model = input.part().model();
        BigDecimal cost = prices.cost(model, answered.usage())
                .flatMap(online -> prices.batchFactor(model).map(online::multiply))
                .orElse(null);
        return result(line, request)
                .response(answered.response())
                .costUsd(cost)
                .usage(answered.usage())
                .build();
    }

    private Result deadLetter(long line, Waiting request) {
        Result.Error error = request.error() == null ? NOTHING : request.error();
        return result(line, request).response(request.response()).error(error).build();
    }

    private ResultBuilder result(long line, Waiting request) {
        return Result.builder(line, request.customId())
                .attempts(input.submission())
                .startedAt(collectedAt)
                .round(input.round())
                .call(new Result.Call(input.part().pool(), input.part().model(), 0, null))
                .lane(Result.PROVIDER_BATCH);
    }
}
