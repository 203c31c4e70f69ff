package dev.penstock.simulator.books;

import dev.penstock.simulator.books.CallEnding.Abandoned;
import dev.penstock.simulator.books.CallEnding.Answered;
import dev.penstock.simulator.books.CallEnding.Broken;
import dev.penstock.simulator.books.CallEnding.Refused;
import dev.penstock.simulator.books.SimulatorStats.Tokens;
import dev.penstock.simulator.books.SimulatorStats.Totals;
import java.util.Map;
import java.util.TreeMap;

/** Counts calls by how they ended. */
final class CallCounts {
    private final Map<Integer, Long> byStatus = new TreeMap<>();
    private final Map<String, Long> byFault = new TreeMap<>();
    private long total;
    private long answered;
    private long throttled;
    private long refused;
    private long broken;
    private long abandoned;
    private long promptTokens;
    private long completionTokens;
    private int inFlight;
    private int peakInFlight;

    int open() {
        total++;
        inFlight++;
        peakInFlight = Math.max(peakInFlight, inFlight);
        return inFlight;
    }

    void close(CallEnding ending) {
        inFlight--;
        switch (ending) {
            case Answered(var usage) -> {
                answered++;
                promptTokens += usage.promptTokens();
                completionTokens += usage.completionTokens();
                byStatus.merge(200, 1L, Long::sum);
            }
            case Refused(int status, boolean byQuota) -> {
                throttled += byQuota ? 1 : 0;
                refused += byQuota ? 0 : 1;
                byStatus.merge(status, 1L, Long::sum);
            }
            case Broken(String fault) -> {
                broken++;
                byFault.merge(fault, 1L, Long::sum);
            }
            case Abandoned() -> abandoned++;
        }
    }

    CallCounts emptied() {
        CallCounts empty = new CallCounts();
        empty.total = inFlight;
        empty.inFlight = inFlight;
        empty.peakInFlight = inFlight;
        return empty;
    }

    Totals totals() {
        return new Totals(total, answered, throttled, refused, broken, abandoned, inFlight, peakInFlight);
    }

    Map<Integer, Long> byStatus() {
        return new TreeMap<>(byStatus);
    }

    Map<String, Long> byFault() {
        return new TreeMap<>(byFault);
    }

    Tokens tokens() {
        return new Tokens(promptTokens, completionTokens);
    }
}
