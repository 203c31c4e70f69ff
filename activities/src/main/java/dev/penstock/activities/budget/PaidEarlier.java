package dev.penstock.activities.budget;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Usage;
import dev.penstock.store.ResultBuilder;
import dev.penstock.store.ShardLog;
import dev.penstock.store.ShardLog.Calls;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The cost of a request in earlier rounds, which ended with a dead letter: an answer that lacked too much, or calls that were lost.
 * It stays part of what the request costs, so that budgets and sums count it once.
 *
 * @param usd US dollars that were charged
 * @param possiblyUsd US dollars that may have been charged, at most
 * @param usage the tokens that were charged
 * @param cutOff how many calls that were cut off are part of it
 */
public record PaidEarlier(BigDecimal usd, BigDecimal possiblyUsd, Usage usage, int cutOff) {
    public static final PaidEarlier NOTHING = new PaidEarlier(BigDecimal.ZERO, BigDecimal.ZERO, Usage.NONE, 0);

    /** Returns what was paid for a line before this round. */
    public static PaidEarlier of(ShardLog log, long line, int round) {
        return log.earlierDeadLetter(line, round)
                .map(letter -> new PaidEarlier(
                        orZero(letter.costUsd()),
                        orZero(letter.possiblyUsd()),
                        letter.usage(),
                        log.calls(line).cutOff() - log.cutOffSinceDeadLetter(line)))
                .orElse(NOTHING);
    }

    /** Returns how many calls without a result may have been paid for, beyond those that are part of this. */
    public int uncounted(Calls earlier) {
        return earlier.possiblyPaid() - cutOff;
    }

    /** Returns the most that was paid. */
    public NanoUsd atMost() {
        return NanoUsd.ofUsd(usd.add(possiblyUsd)).orZero();
    }

    /** Returns the most that was paid together with what further calls may have cost; null = nothing, or it is not known what. */
    public @Nullable BigDecimal addTo(@Nullable BigDecimal possibly) {
        BigDecimal most = usd.add(possiblyUsd);
        return most.signum() == 0 ? possibly : most.add(orZero(possibly));
    }

    /**
     * Adds what was paid to a result's own cost.
     *
     * @param own US dollars; null = the call cost nothing, or it is not known what
     * @param possibly the most that further calls may have cost; null = nothing, or it is not known what
     * @param isUnknown whether it is not known what the call cost
     */
    public ResultBuilder addTo(
            ResultBuilder result, @Nullable BigDecimal own, @Nullable BigDecimal possibly, boolean isUnknown) {
        BigDecimal most = isUnknown ? usd.add(possiblyUsd) : possiblyUsd;
        BigDecimal known = own == null && (isUnknown || usd.signum() == 0) ? own : usd.add(orZero(own));
        boolean isKept = most.signum() == 0 || (isUnknown && possibly == null);
        return result.costUsd(known).possiblyUsd(isKept ? possibly : most.add(orZero(possibly)));
    }

    private static BigDecimal orZero(@Nullable BigDecimal usd) {
        return usd == null ? BigDecimal.ZERO : usd;
    }
}
