package dev.penstock.simulator.provider;

import dev.penstock.simulator.answers.BilledTokens;
import dev.penstock.simulator.answers.ModelCall;
import dev.penstock.simulator.answers.PromptHash;
import dev.penstock.simulator.books.CallBooks;
import dev.penstock.simulator.faults.Fault;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.FaultTable;
import dev.penstock.simulator.faults.OutageMode;
import dev.penstock.simulator.faults.PromptScript;
import dev.penstock.simulator.options.AccessKey;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.simulator.quota.AccountQuota;
import dev.penstock.simulator.quota.CallSize;
import dev.penstock.simulator.quota.QuotaDecision;
import dev.penstock.simulator.quota.QuotaLevel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Decides about one call by checking outage, key, model, capacity, quota and fault, in this order. */
final class CallDecider {
    private static final Duration RETRY_SOON = Duration.ofSeconds(1);

    private final SimulatorOptions options;
    private final AccountQuota quota;
    private final CallBooks books;
    private final DecisionResponses verdicts;
    private final InstantSource clock;

    CallDecider(SimulatorOptions options, AccountQuota quota, CallBooks books, InstantSource clock) {
        this.options = options;
        this.quota = quota;
        this.books = books;
        this.clock = clock;
        this.verdicts = new DecisionResponses(options, clock);
    }

    /** Returns the refusal of a call during an outage or with a wrong key, which can be decided without its prompt. */
    Optional<CallDecision> turnAway(@Nullable String authorization, Optional<OutageMode> outage) {
        QuotaLevel level = quota.level();
        if (outage.isPresent()) {
            return Optional.of(
                    outage.get() == OutageMode.DROP
                            ? verdicts.now(new ProviderAction.Drop("outage"), level)
                            : verdicts.refuse(refusal("503"), level));
        }
        AccessKey required = options.requiredKey();
        if (required != null && !required.opens(authorization)) {
            return Optional.of(verdicts.refuse(refusal("401"), level));
        }
        return Optional.empty();
    }

    CallDecision refuse(Refusal refusal) {
        return verdicts.refuse(refusal, quota.level());
    }

    CallDecision judge(ModelCall call, int inFlight) {
        if (!options.answers().knows(call.model())) {
            return verdicts.refuse(refusal("404"), quota.level());
        }
        if (options.capacity().rejects(inFlight)) {
            return verdicts.throttle("concurrent requests", Optional.of(RETRY_SOON), quota.level());
        }
        return switch (quota.tryAdmit(size(call))) {
            case QuotaDecision.Admitted(QuotaLevel level) -> answer(call, inFlight, level);
            case QuotaDecision.Throttled(QuotaDecision.Limit limit, Duration wait, QuotaLevel level) ->
                verdicts.throttle(limit.words(), Optional.of(wait), level);
            // Waiting would not help, so the response names no time to wait.
            case QuotaDecision.TooLarge(long needed, QuotaLevel level) ->
                verdicts.throttle("tokens (request too large: " + needed + ")", Optional.empty(), level);
        };
    }

    private CallSize size(ModelCall call) {
        BilledTokens usage = call.usage(options.answers());
        int nth = books.calls(PromptHash.of(call.prompt())) + 1;
        return CallSize.of(usage.promptTokens() - call.readFromCache(nth), usage.completionTokens());
    }

    private CallDecision answer(ModelCall call, int inFlight, QuotaLevel level) {
        long hash = PromptHash.of(call.prompt());
        int nth = books.admit(hash);
        // The dice depend on the seed, the prompt and its count only, so a run repeats whatever the order of its calls.
        SplittableRandom dice = new SplittableRandom(
                PromptHash.mix(hash + PromptHash.mix(options.faults().seed() + nth)));
        PromptScript script = PromptScript.in(call.prompt());
        Optional<Fault> drawn = options.faults().draw(dice);
        Optional<Fault> fault = script.fault(nth).or(() -> drawn);
        Duration latency =
                script.latency(nth).orElseGet(() -> options.latency().answer().sample(dice));
        double slowdown = options.capacity().slowdown(inFlight);
        Duration delay = slowdown > 1 ? Duration.ofNanos((long) (latency.toNanos() * slowdown)) : latency;
        ModelCall.Ident ident = new ModelCall.Ident(hash, nth, clock.instant());
        CallDecision verdict =
                verdicts.of(call, ident, fault.orElse(null), level).after(delay);
        return script.shouldRetry(nth).map(verdict::withShouldRetry).orElse(verdict);
    }

    private static Refusal refusal(String name) {
        return (Refusal) FaultTable.named(name);
    }
}
