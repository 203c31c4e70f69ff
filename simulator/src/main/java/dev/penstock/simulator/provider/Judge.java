package dev.penstock.simulator.provider;

import dev.penstock.simulator.answers.Call;
import dev.penstock.simulator.answers.PromptHash;
import dev.penstock.simulator.books.Books;
import dev.penstock.simulator.faults.Fault;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.Faults;
import dev.penstock.simulator.faults.OutageMode;
import dev.penstock.simulator.faults.Script;
import dev.penstock.simulator.options.AccessKey;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.simulator.quota.Admission;
import dev.penstock.simulator.quota.Quota;
import dev.penstock.simulator.quota.QuotaLevel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Decides about one call: outage, key, model, capacity, quota, fault, answer; in this order. */
final class Judge {
    private static final Duration RETRY_SOON = Duration.ofSeconds(1);

    private final SimulatorOptions options;
    private final Quota quota;
    private final Books books;
    private final Verdicts verdicts;
    private final InstantSource clock;

    Judge(SimulatorOptions options, Quota quota, Books books, InstantSource clock) {
        this.options = options;
        this.quota = quota;
        this.books = books;
        this.clock = clock;
        this.verdicts = new Verdicts(options, clock);
    }

    /** What needs no look at the prompt. */
    Optional<Verdict> turnAway(@Nullable String authorization, Optional<OutageMode> outage) {
        QuotaLevel level = quota.level();
        if (outage.isPresent()) {
            return Optional.of(
                    outage.get() == OutageMode.DROP
                            ? verdicts.now(new Act.Drop("outage"), level)
                            : verdicts.refuse(refusal("503"), level));
        }
        AccessKey required = options.requiredKey();
        if (required != null && !required.opens(authorization)) {
            return Optional.of(verdicts.refuse(refusal("401"), level));
        }
        return Optional.empty();
    }

    Verdict refuse(Refusal refusal) {
        return verdicts.refuse(refusal, quota.level());
    }

    Verdict judge(Call call, int inFlight) {
        if (!options.answers().knows(call.model())) {
            return verdicts.refuse(refusal("404"), quota.level());
        }
        if (options.capacity().rejects(inFlight)) {
            return verdicts.throttle("concurrent requests", Optional.of(RETRY_SOON), quota.level());
        }
        long tokens = call.usage(options.answers()).total();
        return switch (quota.tryAdmit(tokens)) {
            case Admission.Admitted(QuotaLevel level) -> answer(call, inFlight, level);
            case Admission.Throttled(Admission.Limit limit, Duration wait, QuotaLevel level) ->
                verdicts.throttle(limit == Admission.Limit.TOKENS ? "tokens" : "requests", Optional.of(wait), level);
            // No wait would help.
            case Admission.TooLarge(long needed, QuotaLevel level) ->
                verdicts.throttle("tokens (request too large: " + needed + ")", Optional.empty(), level);
        };
    }

    private Verdict answer(Call call, int inFlight, QuotaLevel level) {
        long hash = PromptHash.of(call.prompt());
        int nth = books.admit(hash);
        // The dice depend on the prompt and its count only, so a run repeats whatever order its calls come in.
        SplittableRandom dice = new SplittableRandom(
                PromptHash.mix(hash + PromptHash.mix(options.faults().seed() + nth)));
        Script script = Script.in(call.prompt());
        Optional<Fault> drawn = options.faults().draw(dice);
        Optional<Fault> fault = script.fault(nth).or(() -> drawn);
        Duration latency =
                script.latency(nth).orElseGet(() -> options.latency().answer().sample(dice));
        double slowdown = options.capacity().slowdown(inFlight);
        Duration delay = slowdown > 1 ? Duration.ofNanos((long) (latency.toNanos() * slowdown)) : latency;
        Call.Ident ident = new Call.Ident(hash, nth, clock.instant());
        Verdict verdict = verdicts.of(call, ident, fault.orElse(null), level).after(delay);
        return script.shouldRetry(nth).map(verdict::withShouldRetry).orElse(verdict);
    }

    private static Refusal refusal(String name) {
        return (Refusal) Faults.named(name);
    }
}
