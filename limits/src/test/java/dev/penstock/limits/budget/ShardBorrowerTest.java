package dev.penstock.limits.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseGrant.Type;
import dev.penstock.contracts.budget.LeaseHolder;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.shard.ShardMoney;
import dev.penstock.contracts.shard.Shortfall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch of eight shards at a time, played through with dice: messages and ends of slices come in any order, messages also twice. */
class ShardBorrowerTest {
    private static final int SHARDS = 20;
    private static final int SLICES = 50;
    private static final int REQUESTS = 5;
    private static final long BUDGET = 1_000_000_000;

    private final BatchFunds batch = new BatchFunds();
    private final Lender lender = batch.lender();
    private final List<PlayedShard> running = new ArrayList<>();
    private final List<Runnable> messages = new ArrayList<>();
    private Random dice = new Random(0);
    private int next;
    private long limit;
    private long spent;
    private int asked;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isNeverPassedAndUsedToTheLastAffordableCall(long seed) {
        Random random = new Random(seed);
        dice = random;
        limit(BUDGET);
        play(random);

        assertThat(lender.isExhausted()).isTrue();
        assertThat(spent).isLessThanOrEqualTo(BUDGET).isGreaterThan(BUDGET * 98 / 100);
        assertThat(batch.committed().value()).isEqualTo(spent);
        // Messages cost history; a thousand slices shall not need as many.
        assertThat(asked).isLessThan(SHARDS * SLICES / 2);

        limit(100 * BUDGET);
        lender.lend().forEach(this::send);
        play(random);

        assertThat(running).isEmpty();
        assertThat(batch.committed().value()).isEqualTo(spent);
    }

    @Test
    void aFirstBudgetIsNotLentBeforeAllHaveSaidWhatTheySpentUnasked() {
        Slice slice = slice(3);
        ShardBorrower one = new ShardBorrower(0, null);
        ShardBorrower other = new ShardBorrower(1, null);
        open(0, 0);
        open(1, 0);
        limit(100);
        lender.awaitReports();

        one.receive(recalled(0), usd(30));
        assertThat(one.allows(slice, true) || one.hasToAsk(slice, true)).isFalse();
        one.counted(Map.of(3, usd(20)));
        receive(one.ask(slice, List.of(slice), true));
        assertThat(lender.lend()).isEmpty();
        other.receive(recalled(1), usd(40));
        other.counted(Map.of());
        receive(other.ask(slice, List.of(slice), true));

        assertThat(batch.committed()).isEqualTo(usd(90));
        assertThat(lender.lend())
                .containsExactly(new Lender.Message(
                        LeaseHolder.shard(0), new LeaseGrant(Type.GRANTED, 1, Limit.atMost(usd(60)), null)));
        assertThat(batch.committed()).isEqualTo(usd(100));
    }

    @Test
    void whatUnfinishedSlicesCostBeforeCountsOnce() {
        limit(100);
        batch.spend(usd(55));

        open(0, 30);
        ShardBorrower shard = new ShardBorrower(0, ShardMoney.of(usd(30)));
        shard.awaitCount();
        shard.counted(Map.of(3, usd(30)));
        shard.spent(slice(3), usd(30));
        receive(shard.ask(slice(4), List.of(slice(4)), true));

        assertThat(batch.committed()).isEqualTo(usd(55));
        lender.close(LeaseHolder.shard(0), usd(30), true);
        assertThat(batch.committed()).isEqualTo(usd(55));
    }

    @Test
    void whatCostLessThanItsWorstCaseIsFreeAgain() {
        limit(100);
        batch.spend(usd(40));
        open(0, 40);
        ShardBorrower shard = new ShardBorrower(0, ShardMoney.of(usd(40)));
        shard.awaitCount();
        shard.counted(Map.of(3, usd(25)));

        receive(shard.ask(slice(4), List.of(slice(4)), true));

        assertThat(batch.committed()).isEqualTo(usd(25));
        limit(26);
        assertThat(lender.lend()).isEmpty();
        assertThat(lender.isExhausted()).isTrue();
    }

    @Test
    void withoutALimitItSpendsWhatItNeedsAndOwnsUpToItWhenThereIsOneAgain() {
        limit(100);
        open(0, 0);
        ShardBorrower shard = new ShardBorrower(0, ShardMoney.of(NanoUsd.ZERO));
        batch.setLimits(Limit.UNLIMITED, Limit.UNLIMITED);
        receive(shard.ask(slice(1), List.of(slice(1)), true));
        lender.lend().forEach(message -> shard.receive(message.grant(), NanoUsd.ZERO));
        assertThat(shard.reserve(slice(1))).isEqualTo(Limit.UNLIMITED);
        shard.spent(slice(1), usd(70));

        limit(75);
        lender.awaitReports();
        ShardBorrower next = new ShardBorrower(0, shard.money());
        lender.recall().forEach(message -> next.receive(message.grant(), usd(70)));
        next.counted(Map.of());
        receive(next.ask(slice(2), List.of(slice(2)), true));

        assertThat(batch.committed()).isEqualTo(usd(70));
        assertThat(lender.lend()).isEmpty();
        assertThat(lender.isExhausted()).isTrue();
    }

    @Test
    void calledBackItKeepsOnlyWhatIsSetAsideForCallsUnderWay() {
        limit(100);
        open(0, 0);
        ShardBorrower shard = new ShardBorrower(0, ShardMoney.of(NanoUsd.ZERO));
        receive(shard.ask(slice(1), List.of(slice(1), slice(2), slice(3)), true));
        lender.lend().forEach(message -> shard.receive(message.grant(), NanoUsd.ZERO));
        Limit unused = shard.reserve(slice(1));
        assertThat(batch.committed()).isEqualTo(usd(30));

        limit(10);
        lender.recall().forEach(message -> shard.receive(message.grant(), NanoUsd.ZERO));
        assertThat(shard.allows(slice(2), false)).isFalse();
        receive(shard.ask(slice(2), List.of(slice(2)), false));

        assertThat(batch.committed()).isEqualTo(usd(10));
        assertThat(lender.lend()).isEmpty();
    }

    private static Slice slice(int number) {
        return new Slice(number, 0, 1, 1, 1, 1, "p", NanoUsd.of(10));
    }

    private static LeaseGrant recalled(long granted) {
        return new LeaseGrant(Type.RECALLED, 0, Limit.atMost(usd(granted)), null);
    }

    private static NanoUsd usd(long amount) {
        return NanoUsd.of(amount);
    }

    private void limit(long amount) {
        limit = amount;
        batch.setLimits(Limit.atMost(usd(amount)), Limit.UNLIMITED);
    }

    private void open(int shard, long before) {
        lender.open(LeaseHolder.shard(shard), usd(before));
    }

    private void receive(LeaseRequest request) {
        lender.receive(request, Instant.EPOCH);
    }

    private void play(Random random) {
        while (true) {
            while (running.size() < 8 && next < SHARDS) {
                open(next, 0);
                running.add(new PlayedShard(next++, random));
            }
            List<Runnable> possible = new ArrayList<>(messages);
            running.forEach(shard -> shard.moves(possible::add));
            if (possible.isEmpty()) {
                return;
            }
            possible.get(random.nextInt(possible.size())).run();
            assertThat(batch.committed().value()).isGreaterThanOrEqualTo(spent);
            assertThat(batch.committed().value()).isLessThanOrEqualTo(limit);
        }
    }

    private void send(Lender.Message message) {
        post(() -> running.stream()
                .filter(shard -> LeaseHolder.shard(shard.number).equals(message.holder()))
                .forEach(shard -> shard.budget.receive(message.grant(), NanoUsd.ZERO)));
    }

    /** One message of ten comes again, at any time. */
    private void post(Runnable arrival) {
        int times = dice.nextInt(10) == 0 ? 2 : 1;
        for (int i = 0; i < times; i++) {
            Runnable[] message = new Runnable[1];
            message[0] = () -> {
                messages.remove(message[0]);
                arrival.run();
            };
            messages.add(message[0]);
        }
    }

    private final class PlayedShard {
        private final int number;
        private final Random random;
        private final ShardBorrower budget;
        private final TreeMap<Integer, Slice> waiting = new TreeMap<>();
        private final TreeMap<Integer, Slice> underWay = new TreeMap<>();
        private final Map<Integer, Long> mayCost = new HashMap<>();
        private final Map<Integer, Long> costs = new HashMap<>();
        private final Map<Integer, Integer> calls = new HashMap<>();

        PlayedShard(int number, Random random) {
            this.number = number;
            this.random = random;
            budget = new ShardBorrower(number, ShardMoney.of(NanoUsd.ZERO));
            for (int i = 0; i < SLICES; i++) {
                long worst = 1_000_000 + random.nextInt(4_000_000);
                waiting.put(
                        i, new Slice(i, 0, 1, 1, REQUESTS, 1, "p", random.nextInt(10) == 0 ? null : NanoUsd.of(worst)));
            }
        }

        void moves(Consumer<Runnable> moves) {
            boolean idle = underWay.isEmpty();
            if (waiting.isEmpty() && idle) {
                moves.accept(this::end);
            }
            if (!waiting.isEmpty() && underWay.size() < 4) {
                Slice first = waiting.firstEntry().getValue();
                if (budget.allows(first, idle)) {
                    moves.accept(this::begin);
                } else if (budget.hasToAsk(first, idle)) {
                    moves.accept(this::ask);
                }
            }
            underWay.values().forEach(slice -> moves.accept(() -> finish(slice)));
        }

        private void begin() {
            Slice slice = waiting.pollFirstEntry().getValue();
            underWay.put(slice.index(), slice);
            mayCost.put(
                    slice.index(),
                    Objects.requireNonNull(budget.reserve(slice).orNull()).value());
        }

        private void ask() {
            asked++;
            LeaseRequest ask = budget.ask(waiting.firstEntry().getValue(), waiting.values(), underWay.isEmpty());
            post(() -> {
                if (lender.borrowers().contains(ask.holder())) {
                    receive(ask);
                }
                lender.lend().forEach(ShardBorrowerTest.this::send);
            });
        }

        /** Each request may cost its part of the worst case, and mostly costs less; as many as fit are called. */
        private void finish(Slice slice) {
            underWay.remove(slice.index());
            long each = slice.worst() == null ? 800_000 : slice.worst().value() / REQUESTS;
            long before = costs.getOrDefault(slice.index(), 0L);
            long cost = before;
            int called = calls.getOrDefault(slice.index(), 0);
            while (called < REQUESTS && cost + each <= mayCost.getOrDefault(slice.index(), 0L)) {
                cost += each / (1 + random.nextInt(4));
                called++;
            }
            spent += cost - before;
            costs.put(slice.index(), cost);
            calls.put(slice.index(), called);
            if (called == REQUESTS) {
                budget.spent(slice, usd(cost));
            } else {
                waiting.put(slice.index(), slice);
                budget.settleShortfall(slice, new Shortfall(usd(cost), usd(cost + each)));
            }
        }

        private void end() {
            running.remove(this);
            lender.close(
                    LeaseHolder.shard(number),
                    usd(costs.values().stream().mapToLong(Long::longValue).sum()),
                    true);
            lender.lend().forEach(ShardBorrowerTest.this::send);
        }
    }
}
