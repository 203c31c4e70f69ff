package dev.penstock.activities.call;

import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.Route;
import dev.penstock.activities.pool.RouteMember;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Chooses the pool of a call at the moment of the call, and chooses again where a pool turns the request away without having
 * been paid for it: after a 429, a rejected account, or when the pool closes while the request waits for a permit.
 */
final class RoutedCall implements CallLayer {
    private final Route route;
    private final List<CallLayer> calls;
    private final RouteWaiters waiters;
    private final BiPredicate<RouteMember, CallRequest> isRefused;
    /** The model, as requests name it, that was called last at each pool; null if none was. */
    private final AtomicReferenceArray<String> called;

    /**
     * @param calls the layers of each pool, in the order of the route's members
     * @param isRefused whether a pool refuses all calls of a request's model
     */
    RoutedCall(
            Route route, List<CallLayer> calls, RouteWaiters waiters, BiPredicate<RouteMember, CallRequest> isRefused) {
        this.route = route;
        this.calls = List.copyOf(calls);
        this.waiters = waiters;
        this.isRefused = isRefused;
        called = new AtomicReferenceArray<>(calls.size());
    }

    @Override
    public CallReport call(CallRequest first) throws InterruptedException {
        BitSet tried = new BitSet();
        CallRequest request = first;
        while (true) {
            int chosen = choose(request, tried);
            RouteMember member = route.members().get(chosen);
            called.set(chosen, first.model());
            CallReport report = Objects.requireNonNull(calls.get(chosen)).call(request.to(member));
            if (!isForOthers(report)) {
                return report;
            }
            boolean mayComeBack = report instanceof CallReport.NotCalled
                    && !member.pool().limiter().status().closed();
            tried.set(chosen, !mayComeBack);
            if (!isAnyLeft(tried, report)) {
                return report;
            }
            route.moved(chosen);
            request = report instanceof CallReport.Retry ? request.throttledOnceMore() : request;
        }
    }

    /** Has calls that wait at a pool choose again if another one is better; to be called every second. */
    void chooseAgain() {
        for (int index = 0; index < called.length(); index++) {
            String model = called.get(index);
            if (model != null && route.isWorthLeaving(index, model)) {
                waiters.leave(route.members().get(index).pool());
            }
        }
    }

    private int choose(CallRequest request, BitSet tried) {
        BitSet possible = new BitSet();
        BitSet allowed = new BitSet();
        for (int index = tried.nextClearBit(0); index < calls.size(); index = tried.nextClearBit(index + 1)) {
            possible.set(index);
            allowed.set(index, !isRefused.test(route.members().get(index), request));
        }
        return route.choose(request.model(), allowed.isEmpty() ? possible::get : allowed::get);
    }

    /** Returns whether a request may go to another pool at once: it has cost nothing, and this pool does not answer it now. */
    private boolean isForOthers(CallReport report) {
        return switch (report) {
            case CallReport.Retry retry -> retry.decision().faults() == 0;
            case CallReport.Held held -> !held.decision().mayHaveCost();
            case CallReport.NotCalled notCalled -> !waiters.hasStoppedWaiting();
            case CallReport.Postponed postponed -> true;
            case CallReport.TooLarge tooLarge -> true;
            case CallReport.Finished finished -> false;
            case CallReport.CutOff cutOff -> false;
            case CallReport.Unsendable unsendable -> false;
            case CallReport.Unaffordable unaffordable -> false;
            case CallReport.Unpriced unpriced -> false;
            case CallReport.BudgetUnavailable unavailable -> false;
        };
    }

    /**
     * Returns whether another pool may answer: where one pool has rejected the account, also a pool that is closed for a time,
     * at which the request then waits.
     */
    private boolean isAnyLeft(BitSet tried, CallReport report) {
        return IntStream.range(0, calls.size())
                .filter(index -> !tried.get(index))
                .mapToObj(index -> route.members().get(index).pool())
                .anyMatch(pool -> mayAnswer(pool, report));
    }

    private static boolean mayAnswer(Pool pool, CallReport report) {
        return switch (report) {
            case CallReport.NotCalled notCalled -> true;
            case CallReport.Held held -> !pool.isBlocked();
            default -> pool.isOpen();
        };
    }
}
