package dev.penstock.simulator.provider;

import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.answers.ModelCall;
import dev.penstock.simulator.answers.PromptHash;
import dev.penstock.simulator.batches.BatchRegistry;
import dev.penstock.simulator.batches.GeminiBatches;
import dev.penstock.simulator.batches.MessageBatchRegistry;
import dev.penstock.simulator.books.CallBooks;
import dev.penstock.simulator.books.PromptCalls;
import dev.penstock.simulator.books.SimulatorStats;
import dev.penstock.simulator.faults.OutageSchedule;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.simulator.quota.AccountQuota;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The simulated provider, independent of HTTP: options, quota, outages, batches and statistics. */
public final class SimulatedProvider {
    private final InstantSource clock;
    private final AccountQuota quota;
    private final OutageSchedule outages;
    private final CallBooks books;
    private final BatchRegistry batches;
    private final MessageBatchRegistry messageBatches;
    private final GeminiBatches geminiBatches;
    private volatile SimulatorOptions options;

    public SimulatedProvider(SimulatorOptions options, LongSupplier nanos, InstantSource clock) {
        this.options = options;
        this.clock = clock;
        this.quota = new AccountQuota(options.quota(), nanos);
        this.outages = new OutageSchedule(nanos);
        this.books = new CallBooks(nanos, clock);
        this.batches = new BatchRegistry(() -> this.options, books, clock);
        this.messageBatches = new MessageBatchRegistry(() -> this.options, books, clock);
        this.geminiBatches = new GeminiBatches(batches, books);
    }

    /** Counts a call as in flight until its ticket is closed, and decides about the call. */
    public CallTicket receive(Supplier<ModelCall> reading, @Nullable String authorization) {
        SimulatorOptions current = options;
        CallDecider judge = new CallDecider(current, quota, books, clock);
        Optional<CallDecision> turnedAway =
                judge.turnAway(authorization, outages.now(current.faults().outages()));
        try {
            ModelCall call = reading.get();
            int inFlight = books.open(PromptHash.of(call.prompt()));
            return new CallTicket(books, call.prompt(), turnedAway.orElseGet(() -> judge.judge(call, inFlight)));
        } catch (InvalidCall badForm) {
            books.open(null);
            return new CallTicket(books, null, turnedAway.orElseGet(() -> judge.refuse(badForm.refusal())));
        }
    }

    /** Returns the refusal of a call during an outage or with a wrong key, which can be decided without its body. */
    public Optional<CallDecision> turnAway(@Nullable String authorization) {
        SimulatorOptions current = options;
        return new CallDecider(current, quota, books, clock)
                .turnAway(authorization, outages.now(current.faults().outages()));
    }

    public InstantSource clock() {
        return clock;
    }

    public MessageBatchRegistry messageBatches() {
        return messageBatches;
    }

    public GeminiBatches geminiBatches() {
        return geminiBatches;
    }

    public BatchRegistry batches() {
        return batches;
    }

    public CallBooks books() {
        return books;
    }

    public SimulatorOptions options() {
        return options;
    }

    public synchronized void change(SimulatorOptions changed) {
        options = changed;
        quota.change(changed.quota());
    }

    public OutageSchedule outages() {
        return outages;
    }

    public SimulatorStats stats(int listedDuplicates) {
        batches.advance();
        return books.stats(quota.worstMinute(), listedDuplicates);
    }

    public PromptCalls callsOf(String prompt) {
        return books.callsOf(prompt);
    }

    /**
     * Clears the statistics and the quota's use, ends a switched-on outage, and starts prompt scripts and planned
     * outages over; options, batches and files stay.
     */
    public void reset() {
        books.reset();
        quota.reset();
        outages.reset();
    }
}
