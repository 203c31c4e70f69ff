package dev.penstock.limits.simulation;

import static dev.penstock.limits.simulation.VirtualClock.SECOND;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened in each second of a simulation. */
final class SimulationRecords {
    final long[] sent;
    final long[] answered;
    final long[] tokens;
    final long[] input;
    final long[] output;
    final long[] throttled;
    final long[] lost;
    /** The pool's limit; 0 = none. */
    final long[] limit;

    final int[] concurrency;
    final List<Long> latencies = new ArrayList<>();
    final Map<String, Long> tokensByTenant = new TreeMap<>();
    final Map<String, Long> tokensByWorker = new TreeMap<>();
    final Map<String, Long> sentByModel = new TreeMap<>();
    final Map<String, Long> throttledByModel = new TreeMap<>();
    final Map<String, Long> answeredByModel = new TreeMap<>();

    SimulationRecords(int seconds) {
        sent = new long[seconds];
        answered = new long[seconds];
        tokens = new long[seconds];
        input = new long[seconds];
        output = new long[seconds];
        throttled = new long[seconds];
        lost = new long[seconds];
        limit = new long[seconds];
        concurrency = new int[seconds];
    }

    void record(String worker, SimulatedRequest request, ProviderResponse verdict, long now) {
        int second = (int) (now / SECOND);
        sent[second]++;
        sentByModel.merge(request.model(), 1L, Long::sum);
        switch (verdict) {
            case ProviderResponse.Answered(long latency) -> {
                answered[second]++;
                answeredByModel.merge(request.model(), 1L, Long::sum);
                tokens[second] += request.used().total();
                input[second] += request.used().input();
                output[second] += request.used().output();
                if (second >= 60) {
                    latencies.add(latency);
                    tokensByWorker.merge(worker, request.used().total(), Long::sum);
                    tokensByTenant.merge(request.tenant(), request.used().total(), Long::sum);
                }
            }
            case ProviderResponse.Throttled throttle -> {
                throttled[second]++;
                throttledByModel.merge(request.model(), 1L, Long::sum);
            }
            case ProviderResponse.Lost loss -> lost[second]++;
            case ProviderResponse.Rejected rejection -> lost[second]++;
        }
    }

    /** A call that was let in was answered 429 after all. */
    void withdraw(long now) {
        throttled[(int) (now / SECOND)]++;
    }

    int seconds() {
        return sent.length;
    }

    static long sum(long[] amounts, int from, int to) {
        return Arrays.stream(amounts, from, Math.min(to, amounts.length)).sum();
    }
}
