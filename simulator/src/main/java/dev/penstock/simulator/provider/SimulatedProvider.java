package dev.penstock.simulator.provider;

import dev.penstock.simulator.answers.Call;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.answers.PromptHash;
import dev.penstock.simulator.batches.BatchDesk;
import dev.penstock.simulator.books.Books;
import dev.penstock.simulator.books.PromptCalls;
import dev.penstock.simulator.books.SimulatorStats;
import dev.penstock.simulator.faults.Outages;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.simulator.quota.Quota;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The provider apart from HTTP: its options, its quota, its outages and its books. */
public final class SimulatedProvider {
    private final InstantSource clock;
    private final Quota quota;
    private final Outages outages;
    private final Books books;
    private final BatchDesk batches;
    private volatile SimulatorOptions options;

    public SimulatedProvider(SimulatorOptions options, LongSupplier nanos, InstantSource clock) {
        this.options = options;
        this.clock = clock;
        this.quota = new Quota(options.quota(), nanos);
        this.outages = new Outages(nanos);
        this.books = new Books(nanos, clock);
        this.batches = new BatchDesk(() -> this.options, books, clock);
    }

    /** The call is in the books from here on, and stays in flight until its ticket is closed. */
    public Ticket receive(Supplier<Call> reading, @Nullable String authorization) {
        SimulatorOptions current = options;
        Judge judge = new Judge(current, quota, books, clock);
        Optional<Verdict> turnedAway =
                judge.turnAway(authorization, outages.now(current.faults().outages()));
        try {
            Call call = reading.get();
            int inFlight = books.open(PromptHash.of(call.prompt()));
            return new Ticket(books, call.prompt(), turnedAway.orElseGet(() -> judge.judge(call, inFlight)));
        } catch (InvalidCall badForm) {
            books.open(null);
            return new Ticket(books, null, turnedAway.orElseGet(() -> judge.refuse(badForm.refusal())));
        }
    }

    /** What needs no look at the call: an outage, a wrong key. */
    public Optional<Verdict> turnAway(@Nullable String authorization) {
        SimulatorOptions current = options;
        return new Judge(current, quota, books, clock)
                .turnAway(authorization, outages.now(current.faults().outages()));
    }

    public BatchDesk batches() {
        return batches;
    }

    public Books books() {
        return books;
    }

    public SimulatorOptions options() {
        return options;
    }

    public synchronized void change(SimulatorOptions changed) {
        options = changed;
        quota.change(changed.quota());
    }

    public Outages outages() {
        return outages;
    }

    public SimulatorStats stats(int listedDuplicates) {
        batches.advance();
        return books.stats(quota.worstMinute(), listedDuplicates);
    }

    public PromptCalls callsOf(String prompt) {
        return books.callsOf(prompt);
    }

    /** Starts everything over but the options: books, quota, scripts in prompts, the clock of outages. */
    public void reset() {
        books.reset();
        quota.reset();
        outages.reset();
    }
}
