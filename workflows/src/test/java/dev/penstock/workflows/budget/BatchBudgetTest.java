package dev.penstock.workflows.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BudgetAsk;
import dev.penstock.contracts.ShardMoney;
import dev.penstock.contracts.Shortfall;
import dev.penstock.contracts.Slice;
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

/** A batch of eight shards at a time, played through with dice: messages and ends of slices come in any order. */
class BatchBudgetTest {
    private static final int SHARDS = 20;
    private static final int SLICES = 50;
    private static final int REQUESTS = 5;
    private static final long BUDGET = 1_000_000_000;

    private final BatchBudget batch = new BatchBudget();
    private final List<PlayedShard> running = new ArrayList<>();
    private final List<Runnable> messages = new ArrayList<>();
    private int next;
    private long spent;
    private int asked;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isNeverPassedAndUsedToTheLastAffordableCall(long seed) {
        Random random = new Random(seed);
        batch.set(BUDGET);
        play(random);

        assertThat(batch.isReached()).isTrue();
        assertThat(spent).isLessThanOrEqualTo(BUDGET).isGreaterThan(BUDGET * 98 / 100);
        assertThat(batch.committed()).isEqualTo(spent);
        // Messages cost history; a thousand slices shall not need as many.
        assertThat(asked).isLessThan(SHARDS * SLICES / 2);

        batch.set(100 * BUDGET);
        batch.giveOut().forEach(this::send);
        play(random);

        assertThat(running).isEmpty();
        assertThat(batch.committed()).isEqualTo(spent);
    }

    @Test
    void aFirstBudgetIsNotGivenOutBeforeAllHaveSaidWhatTheySpentUnasked() {
        Slice slice = new Slice(3, 0, 1, 1, 1, 1, "p", 10L);
        ShardBudget one = new ShardBudget(0, null);
        ShardBudget other = new ShardBudget(1, null);
        batch.started(0);
        batch.started(1);
        batch.set(100L);
        batch.awaitAll();

        one.limit(30, true);
        assertThat(one.allows(slice, true) || one.hasToAsk(slice, true)).isFalse();
        one.knows(Map.of(3, 20L));
        batch.asked(one.ask(slice, List.of(slice), true));
        assertThat(batch.giveOut()).isEmpty();
        other.limit(40, true);
        other.knows(Map.of());
        batch.asked(other.ask(slice, List.of(slice), true));

        assertThat(batch.committed()).isEqualTo(90);
        assertThat(batch.giveOut()).containsExactly(new BatchBudget.Grant(0, 10));
    }

    @Test
    void whatUnfinishedSlicesCostBeforeCountsOnce() {
        batch.set(100L);
        batch.alreadySpent(5, Map.of(0, 30L, 7, 20L));
        assertThat(batch.committed()).isEqualTo(55);

        ShardBudget shard = new ShardBudget(0, ShardMoney.of(batch.started(0)));
        shard.wantToKnow();
        shard.knows(Map.of(3, 30L));
        shard.spent(new Slice(3, 0, 1, 1, 1, 1, "p", 10L), 30);
        Slice next = new Slice(4, 0, 1, 1, 1, 1, "p", 10L);
        batch.asked(shard.ask(next, List.of(next), true));

        assertThat(batch.committed()).isEqualTo(55);
        batch.ended(0, 30, true);
        assertThat(batch.committed()).isEqualTo(55);
    }

    private void play(Random random) {
        while (true) {
            while (running.size() < 8 && next < SHARDS) {
                batch.started(next);
                running.add(new PlayedShard(next++, random));
            }
            List<Runnable> possible = new ArrayList<>(messages);
            running.forEach(shard -> shard.moves(possible::add));
            if (possible.isEmpty()) {
                return;
            }
            possible.get(random.nextInt(possible.size())).run();
            assertThat(batch.committed()).isGreaterThanOrEqualTo(spent);
        }
    }

    private void send(BatchBudget.Grant grant) {
        post(() -> running.stream()
                .filter(shard -> shard.number == grant.shard())
                .forEach(shard -> shard.budget.granted(grant.amount())));
    }

    private void post(Runnable arrival) {
        Runnable[] message = new Runnable[1];
        message[0] = () -> {
            messages.remove(message[0]);
            arrival.run();
        };
        messages.add(message[0]);
    }

    private final class PlayedShard {
        private final int number;
        private final Random random;
        private final ShardBudget budget;
        private final TreeMap<Integer, Slice> waiting = new TreeMap<>();
        private final TreeMap<Integer, Slice> underWay = new TreeMap<>();
        private final Map<Integer, Long> mayCost = new HashMap<>();
        private final Map<Integer, Long> costs = new HashMap<>();
        private final Map<Integer, Integer> calls = new HashMap<>();

        PlayedShard(int number, Random random) {
            this.number = number;
            this.random = random;
            budget = new ShardBudget(number, ShardMoney.NOTHING);
            for (int i = 0; i < SLICES; i++) {
                long worst = 1_000_000 + random.nextInt(4_000_000);
                waiting.put(i, new Slice(i, 0, 1, 1, REQUESTS, 1, "p", random.nextInt(10) == 0 ? null : worst));
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
            mayCost.put(slice.index(), Objects.requireNonNull(budget.reserve(slice)));
        }

        private void ask() {
            asked++;
            BudgetAsk ask = budget.ask(waiting.firstEntry().getValue(), waiting.values(), underWay.isEmpty());
            post(() -> {
                batch.asked(ask);
                batch.giveOut().forEach(BatchBudgetTest.this::send);
            });
        }

        /** Each request may cost its part of the worst case, and mostly costs less; as many as fit are called. */
        private void finish(Slice slice) {
            underWay.remove(slice.index());
            long each = slice.worst() == null ? 800_000 : slice.worst() / REQUESTS;
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
                budget.spent(slice, cost);
            } else {
                waiting.put(slice.index(), slice);
                budget.fellShort(slice, new Shortfall(cost, cost + each));
            }
        }

        private void end() {
            running.remove(this);
            batch.ended(
                    number, costs.values().stream().mapToLong(Long::longValue).sum(), true);
            batch.giveOut().forEach(BatchBudgetTest.this::send);
        }
    }
}
