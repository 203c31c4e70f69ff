package dev.penstock.simulator.provider;

import dev.penstock.simulator.answers.ModelCall;
import dev.penstock.simulator.answers.SimulatedResponse;
import dev.penstock.simulator.faults.Fault;
import dev.penstock.simulator.faults.Fault.Quirk;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.FaultTable;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.simulator.quota.QuotaHeaders;
import dev.penstock.simulator.quota.QuotaLevel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds decisions with their response bodies and headers. */
record DecisionResponses(SimulatorOptions options, InstantSource clock) {
    private static final Duration RETRY_SOON = Duration.ofSeconds(1);

    CallDecision now(ProviderAction act, QuotaLevel level) {
        return new CallDecision(act, Duration.ZERO, headers(level));
    }

    CallDecision refuse(Refusal refusal, QuotaLevel level) {
        boolean throttled = FaultTable.RATE_LIMIT_EXCEEDED.equals(refusal.code());
        return refuse(refusal, throttled ? Optional.of(RETRY_SOON) : Optional.empty(), level);
    }

    CallDecision throttle(String limit, Optional<Duration> wait, QuotaLevel level) {
        String type = limit.contains("tokens") ? "tokens" : "requests";
        String advice = wait.map(time -> " Please try again in %.3fs.".formatted(time.toNanos() / 1e9))
                .orElse("");
        Refusal refusal = new Refusal(
                429, type, FaultTable.RATE_LIMIT_EXCEEDED, null, "Rate limit reached on " + limit + "." + advice);
        return refuse(refusal, wait, level);
    }

    CallDecision of(ModelCall call, ModelCall.Ident ident, @Nullable Fault fault, QuotaLevel level) {
        if (fault == null) {
            return now(answer(call, ident, null), level);
        }
        return fault instanceof Refusal refusal ? refuse(refusal, level) : misbehave(call, ident, (Quirk) fault, level);
    }

    private CallDecision misbehave(ModelCall call, ModelCall.Ident ident, Quirk quirk, QuotaLevel level) {
        return switch (quirk) {
            case HANG -> now(new ProviderAction.Hang(), level);
            case DROP -> now(new ProviderAction.Drop(quirk.wireName()), level);
            case FILTER, LENGTH -> now(answer(call, ident, quirk), level);
            case CUT, TRUNCATE, GARBAGE, STREAM_ERROR -> broken(call, ident, quirk, level);
        };
    }

    private CallDecision refuse(Refusal refusal, Optional<Duration> wait, QuotaLevel level) {
        Map<String, String> headers = headers(level);
        Boolean shouldRetry = options.faults().shouldRetry();
        if (shouldRetry != null) {
            headers.put(CallDecision.SHOULD_RETRY, shouldRetry.toString());
        }
        wait.ifPresent(time -> QuotaHeaders.retryAfter(time, options.quota().retryAfter(), clock, headers));
        boolean throttled = FaultTable.RATE_LIMIT_EXCEEDED.equals(refusal.code());
        return new CallDecision(new ProviderAction.Refuse(refusal, throttled), Duration.ZERO, headers);
    }

    private ProviderAction.Answer answer(ModelCall call, ModelCall.Ident ident, @Nullable Quirk quirk) {
        return new ProviderAction.Answer(
                call.reply(options.answers(), ident, quirk), options.latency().perToken());
    }

    private CallDecision broken(ModelCall call, ModelCall.Ident ident, Quirk how, QuotaLevel level) {
        SimulatedResponse reply = call.reply(options.answers(), ident, null);
        if (how == Quirk.STREAM_ERROR && reply instanceof SimulatedResponse.Whole) {
            return refuse((Refusal) FaultTable.named("500"), level);
        }
        return now(new ProviderAction.Break(reply, options.latency().perToken(), how), level);
    }

    private Map<String, String> headers(QuotaLevel level) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (options.quota().headers()) {
            QuotaHeaders.announce(level, headers);
        }
        return headers;
    }
}
