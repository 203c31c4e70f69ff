package dev.penstock.activities.call;

import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.Route;
import dev.penstock.activities.pool.RouteMember;
import dev.penstock.store.input.FilePart;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
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
    /** The number of calls under way at each pool by their model, as requests name it. */
    private final List<Map<String, Integer>> underWay;

    private final boolean hasSeveralDialects;

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
        underWay = calls.stream()
                .<Map<String, Integer>>map(any -> new ConcurrentHashMap<>())
                .toList();
        hasSeveralDialects = route.pools().stream()
                        .map(pool -> pool.config().dialect())
                        .distinct()
                        .count()
                > 1;
    }

    @Override
    public CallReport call(CallRequest first) throws InterruptedException {
        BitSet unfit = unfit(first);
        BitSet tried = (BitSet) unfit.clone();
        CallRequest request = first;
        while (true) {
            int chosen = choose(request, tried);
            CallReport report = callAt(chosen, request);
            if (!isForOthers(report)) {
                return report;
            }
            unfit.set(chosen, report instanceof CallReport.TooLarge);
            if (isChoiceNew(chosen, report)) {
                tried = (BitSet) unfit.clone();
            } else {
                tried.set(chosen);
            }
            if (!isAnyLeft(tried, request, report)) {
                return report;
            }
            route.moved(chosen);
            request = report instanceof CallReport.Retry ? request.throttledOnceMore() : request;
        }
    }

    private CallReport callAt(int index, CallRequest request) throws InterruptedException {
        Map<String, Integer> here = underWay.get(index);
        String model = request.model();
        here.merge(model, 1, Integer::sum);
        try {
            return Objects.requireNonNull(calls.get(index))
                    .call(request.to(route.members().get(index)));
        } finally {
            here.computeIfPresent(model, (any, count) -> count == 1 ? null : (Integer) (count - 1));
        }
    }

    /**
     * Returns whether all pools that can ever take a request may be tried again: time has passed while it waited, or the pool
     * that was left for another one is the only one large enough.
     */
    private boolean isChoiceNew(int chosen, CallReport report) {
        return switch (report) {
            case CallReport.NotCalled notCalled ->
                !route.members().get(chosen).pool().limiter().status().closed();
            case CallReport.TooLarge tooLarge -> true;
            default -> false;
        };
    }

    /** Returns the pools whose dialect has no word for what a request says; none if that is so of all. */
    private BitSet unfit(CallRequest request) {
        BitSet unfit = new BitSet();
        // What stands for a file is none of the provider's parts until the request is called.
        if (hasSeveralDialects && !FilePart.isIn(request.body())) {
            IntStream.range(0, calls.size())
                    .filter(index -> route.members()
                            .get(index)
                            .problem(request.url(), request.body())
                            .isPresent())
                    .forEach(unfit::set);
        }
        return unfit.cardinality() == calls.size() ? new BitSet() : unfit;
    }

    /** Has calls that wait at a pool choose again if another one is better; to be called every second. */
    void chooseAgain() {
        for (int index = 0; index < underWay.size(); index++) {
            int here = index;
            if (underWay.get(index).keySet().stream().anyMatch(model -> route.isWorthLeaving(here, model))) {
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
     * Returns whether another pool may answer: where one pool has rejected the account or is too small, also a pool that is
     * closed for a time, at which the request then waits.
     */
    private boolean isAnyLeft(BitSet tried, CallRequest request, CallReport report) {
        return IntStream.range(0, calls.size())
                .filter(index -> !tried.get(index))
                .mapToObj(index -> route.members().get(index))
                .anyMatch(member -> mayAnswer(member.pool(), report)
                        && (report instanceof CallReport.NotCalled || !isRefused.test(member, request)));
    }

    private static boolean mayAnswer(Pool pool, CallReport report) {
        return switch (report) {
            case CallReport.NotCalled notCalled -> true;
            case CallReport.Held held -> !pool.isBlocked();
            case CallReport.TooLarge tooLarge -> !pool.isBlocked();
            default -> pool.isOpen();
        };
    }
}
