package dev.penstock.activities.providerbatch;

import dev.penstock.activities.budget.WorstCase;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.Result;
import dev.penstock.store.ResultBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Results of a provider's batch whose usage the provider did not report, or not as it can be. Each counts with the most that its
 * request may cost, for which the request is read once more: requests are not in memory.
 */
final class UnpricedResults {
    private final String url;
    private final WorstCase worstCase;
    private final Map<Long, Unpriced> results = new HashMap<>();

    private record Unpriced(ResultBuilder result, @Nullable BigDecimal before) {}

    UnpricedResults(String url, WorstCase worstCase) {
        this.url = url;
        this.worstCase = worstCase;
    }

    /**
     * Adds a result.
     *
     * @param before the most that earlier calls of the request have cost, with what was charged; null = nothing, or unknown
     */
    void add(long line, ResultBuilder result, @Nullable BigDecimal before) {
        results.put(line, new Unpriced(result, before));
    }

    boolean isEmpty() {
        return results.isEmpty();
    }

    /** Returns the whole result of a request; empty if it is none of these. */
    Optional<Result> priced(long line, byte[] request) throws IOException {
        Unpriced unpriced = results.remove(line);
        if (unpriced == null) {
            return Optional.empty();
        }
        BigDecimal own = possibly(request, 1);
        BigDecimal before = unpriced.before;
        if (own != null && own.signum() == 0) {
            return Optional.of(unpriced.result.costUsd(own).possiblyUsd(before).build());
        }
        // What was charged earlier is part of the sum before, so it is no cost of its own as well.
        BigDecimal most = before == null ? own : before.add(own == null ? BigDecimal.ZERO : own);
        return Optional.of(unpriced.result.costUsd(null).possiblyUsd(most).build());
    }

    /** Returns the most that a number of calls of a request cost; null if there was none or it is unknown. */
    @Nullable
    BigDecimal possibly(byte[] request, int calls) throws IOException {
        return calls == 0
                ? null
                : worstCase.possibly(url, RequestCodec.decode(request).body(), calls);
    }
}
