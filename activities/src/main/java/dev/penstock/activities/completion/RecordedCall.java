package dev.penstock.activities.completion;

import dev.penstock.activities.Receipts;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.call.CallLedger;
import dev.penstock.activities.call.CallReport;
import dev.penstock.activities.call.CallRequest;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.usage.CompletionEntry;
import dev.penstock.activities.usage.CompletionEntry.Account;
import dev.penstock.activities.usage.CompletionLedger;
import dev.penstock.activities.usage.ResultUsage;
import dev.penstock.activities.usage.UsageKey;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.IncompleteAnswers;
import dev.penstock.store.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A completion's call that the ledger knows to be under way. */
final class RecordedCall implements CallLedger.OpenCall {
    private final CompletionLedger ledger;
    private final Clock clock;
    private final long call;
    private final Account account;
    private final Cost most;
    private final int attempt;

    private RecordedCall(CompletionLedger ledger, Clock clock, long call, Account account, Cost most, int attempt) {
        this.ledger = ledger;
        this.clock = clock;
        this.call = call;
        this.account = account;
        this.most = most;
        this.attempt = attempt;
    }

    static RecordedCall begin(
            CompletionLedger ledger,
            Clock clock,
            Prices prices,
            String pool,
            @Nullable String tenant,
            int attempt,
            CallRequest request) {
        String model = request.model().isEmpty() ? UsageKey.UNKNOWN : request.model();
        Account account = new Account(tenant, new UsageKey(day(clock.instant()), pool, model, null));
        Cost most = new WorstCase(prices)
                .quickly(request.url(), request.pricedBy(prices))
                .map(worst -> new Cost(0, 0, worst.value()))
                .orElse(Cost.UNKNOWN);
        return new RecordedCall(ledger, clock, ledger.begin(account, most), account, most, attempt);
    }

    @Override
    public void ended(@Nullable CallReport report) {
        Instant end = clock.instant();
        ledger.end(call, used(report, end));
    }

    private @Nullable CompletionEntry used(@Nullable CallReport report, Instant end) {
        if (report instanceof CallReport.Finished(Result result, var durable)) {
            return result.isAnswered() ? answered(result, end) : unanswered(result, end);
        }
        return mayHaveCost(report) ? entry(end, ResultUsage.ofPossiblyPaid(most, end)) : null;
    }

    private CompletionEntry answered(Result result, Instant end) {
        Duration waited =
                Duration.ofMillis(Objects.requireNonNull(result.call()).waitedMs());
        Duration called = Duration.ofMillis(result.latencyMs());
        IncompleteAnswers incomplete = IncompleteAnswers.of(result.facts().lacks());
        return entry(
                end,
                ResultUsage.ofCompletion(
                        result.usage(), Receipts.cost(result), incomplete, attempt, waited, called, end));
    }

    /** Returns what a completion without an answer has cost, such as one that was cut off before its text; null for nothing. */
    private @Nullable CompletionEntry unanswered(Result result, Instant end) {
        boolean isFree = result.costUsd() == null && result.possiblyUsd() == null;
        return isFree ? null : entry(end, ResultUsage.of(List.of(result)));
    }

    /** Returns whether the provider may charge for a call that brought no answer, or failed in a way that nobody foresaw. */
    private static boolean mayHaveCost(@Nullable CallReport report) {
        return switch (report) {
            case null -> true;
            case CallReport.Retry retry -> retry.mayHaveCost();
            case CallReport.CutOff cutOff -> cutOff.mayHaveCost();
            case CallReport.Held held -> held.decision().mayHaveCost();
            default -> false;
        };
    }

    private CompletionEntry entry(Instant end, ResultUsage used) {
        UsageKey key = account.key();
        return new CompletionEntry(
                new Account(account.tenant(), new UsageKey(day(end), key.pool(), key.model(), null)), used);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
