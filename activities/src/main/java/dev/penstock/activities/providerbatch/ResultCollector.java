package dev.penstock.activities.providerbatch;

import dev.penstock.activities.AnswerRequirements;
import dev.penstock.activities.budget.PaidEarlier;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.call.AnswerCheck;
import dev.penstock.activities.call.AnswerChecks;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.providerbatch.CollectedResults;
import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.contracts.providerbatch.ProviderBatch;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.Result;
import dev.penstock.store.ResultBuilder;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ResultLog.Ending;
import dev.penstock.store.ShardLog.Calls;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates results from the output and error files of a provider's batch. */
final class ResultCollector {
    private static final Logger log = LoggerFactory.getLogger(ResultCollector.class);

    private final PartInput input;
    private final Prices prices;
    private final @Nullable String pricedModel;
    private final BatchApi api;
    private final PartAnswerCache answers;
    private final AnswerRequirements requirements;
    private final AnswerChecks checks;
    private final ResultLines lines;
    private final PendingAppends appends;
    private final PartResults drafts;
    private final Map<Long, WaitingRequest> waiting = new HashMap<>();
    private final UnpricedResults unpriced;
    private final PossiblyPaidCalls uncertain;

    /**
     * @param pricedModel the name under which the part's model has a price; null = the one that each request has for it
     */
    ResultCollector(
            PartInput input,
            Prices prices,
            @Nullable String pricedModel,
            BatchApi api,
            ResultLog results,
            PartAnswerCache answers,
            AnswerRequirements requirements,
            AnswerChecks checks,
            ActivityHeartbeat heart) {
        this.input = input;
        this.checks = checks;
        this.prices = prices;
        this.pricedModel = pricedModel;
        this.api = api;
        this.answers = answers;
        this.requirements = requirements;
        this.lines = new ResultLines(heart);
        this.drafts = new PartResults(input, Instant.now());
        this.uncertain = new PossiblyPaidCalls(input, results);
        this.appends = new PendingAppends(input.batch(), results);
        this.unpriced = new UnpricedResults(input.part().url(), new WorstCase(prices));
    }

    CollectedResults collect(ProviderBatch ended, StoredPart part, PartLines requests) throws IOException {
        requests.each(input.batch(), input.round(), part, this::expect);
        if (!waiting.isEmpty()) {
            read(ended.outputFile());
            read(ended.errorFile());
            if (ended.outputFile() == null && ended.errorFile() == null && ended.completed() != 0) {
                lose(ended);
            }
        }
        if (!unpriced.isEmpty()) {
            requests.each(
                    input.batch(),
                    input.round(),
                    part,
                    (shard, request, earlier, paid, text) -> unpriced.priced(request.line(), text)
                            .ifPresent(result -> append(request.line(), shard, result)));
        }
        if (input.last() && !ended.isCancelled()) {
            waiting.forEach((line, request) -> append(line, request.shard(), drafts.deadLetter(line, request)));
            waiting.clear();
        }
        return new CollectedResults(appends.receipt(), waiting.size());
    }

    private void expect(int shard, RequestCodec.Key request, Calls earlier, PaidEarlier paid, byte[] text)
            throws IOException {
        answers.expect(text);
        AnswerCheck check = checks.equals(AnswerChecks.NONE)
                ? AnswerCheck.NONE
                : checks.of(RequestCodec.decode(text).body());
        BigDecimal possiblyUsd = unpriced.possibly(text, paid.uncounted(earlier));
        waiting.put(
                request.line(),
                new WaitingRequest(
                        shard,
                        request.customId(),
                        pricedModel == null ? model(text) : pricedModel,
                        check,
                        earlier.lostOnTheWay(),
                        possiblyUsd,
                        paid,
                        null,
                        null));
    }

    private static String model(byte[] text) throws IOException {
        return RequestCodec.decode(text).body().path("model").asText("");
    }

    private void read(@Nullable String file) {
        if (file != null) {
            int unused = api.download(file, in -> lines.read(in, this::take, this::giveUp));
        }
    }

    /** Makes a request a dead letter whose answer is too long: another one would be paid for, and be as long. */
    private void giveUp(String customId) {
        log.warn("Batch {}: the provider's result for '{}' is too long to be read", input.batch(), customId);
        long number = LineName.line(customId).orElse(0);
        WaitingRequest request = waiting.get(number);
        if (request != null) {
            finish(number, request, drafts.tooLarge(number, request));
        }
    }

    /** Reads a line; a request that has a result already was read by an earlier attempt that did not finish. */
    private void take(ProviderLine line) {
        long number = LineName.line(line.customId()).orElse(0);
        WaitingRequest request = waiting.get(number);
        if (request == null) {
            log.debug("Batch {}: '{}' has a result already", input.batch(), line.customId());
            return;
        }
        if (line.response() == null) {
            waiting.put(number, request.with(null, line.error()));
            return;
        }
        switch (requirements.apply(api.meaning(input.part().url(), line.response()))) {
            case Outcome.Answered answered -> answered(number, request, answered);
            case Outcome.Refused refused ->
                finish(
                        number,
                        request,
                        drafts.of(number, request)
                                .response(refused.response())
                                .error(refused.error())
                                .build());
            case Outcome.Unusable later -> unusable(number, request, later);
            case Outcome.Throttled later -> keep(number, request, later.response(), later.error());
            case Outcome.Blocked later -> keep(number, request, later.response(), later.error());
            case Outcome.Lost later -> keep(number, request, line.response(), later.error());
        }
    }

    private void answered(long line, WaitingRequest request, Outcome.Answered answered) {
        request.check()
                .wrong(answered)
                .ifPresentOrElse(
                        wrong -> unusable(line, request, wrong),
                        () -> finishPaid(
                                line,
                                request,
                                answered.usage(),
                                drafts.of(line, request)
                                        .response(answered.response())
                                        .facts(answered.facts())));
    }

    /** Keeps the failure of a request, which goes into the next submission, or becomes a dead letter after the last. */
    private void keep(long line, WaitingRequest request, Result.Response response, Result.Error error) {
        waiting.put(line, request.with(response, error));
    }

    /** Orders a request again whose answer is empty or not as asked for, unless that is useless or was the last; each may have been paid. */
    private void unusable(long line, WaitingRequest request, Outcome.Unusable unusable) {
        if (input.last() || unusable.retries() == 0) {
            ResultBuilder result = drafts.of(line, request)
                    .response(unusable.response())
                    .error(unusable.error())
                    .facts(unusable.facts());
            if (unusable.mayHaveCost()) {
                finishPaid(line, request, unusable.usage(), result);
            } else {
                finish(line, request, result.build());
            }
            return;
        }
        WaitingRequest noted = unusable.mayHaveCost() ? uncertain.note(line, request, Ending.LOST_ON_THE_WAY) : request;
        keep(line, noted, unusable.response(), unusable.error());
    }

    /**
     * Notes that each request may have been paid for, because the provider has answered some of them and gives no results, as Gemini for
     * a batch that was cancelled or has expired.
     */
    private void lose(ProviderBatch ended) {
        for (Map.Entry<Long, WaitingRequest> one : List.copyOf(waiting.entrySet())) {
            long line = one.getKey();
            WaitingRequest request = one.getValue();
            if (input.last() && !ended.isCancelled()) {
                finishPaid(line, request, Usage.NONE, drafts.withoutAnswer(line, request));
            } else {
                Ending how = ended.isCancelled() ? Ending.UNDELIVERED : Ending.LOST_ON_THE_WAY;
                waiting.put(line, uncertain.note(line, request, how));
            }
        }
    }

    private void finishPaid(long line, WaitingRequest request, Usage usage, ResultBuilder result) {
        if (usage.total() == 0) {
            waiting.remove(line);
            unpriced.add(line, result, request.paid().addTo(request.possiblyUsd()));
            return;
        }
        BigDecimal cost = prices.batchCost(request.pricedModel(), usage).orElse(null);
        PaidEarlier paid = request.paid();
        finish(
                line,
                request,
                paid.addTo(result, cost, request.possiblyUsd(), cost == null)
                        .usage(usage.plus(paid.usage()))
                        .build());
    }

    private void finish(long line, WaitingRequest request, Result result) {
        append(line, request.shard(), result);
        waiting.remove(line);
    }

    private void append(long line, int shard, Result result) {
        log.trace("Batch {}: line {} has its result", input.batch(), line);
        appends.add(shard, result);
        answers.keep(line, result);
    }
}
