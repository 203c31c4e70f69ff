package dev.penstock.workflows.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.pipeline.ShardStages;
import dev.penstock.workflows.pipeline.SliceScheduler.Move;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SliceJoinerTest {
    private final SliceScheduler slices = shardOf(planned(100, 1));

    @Test
    void plannedSlicesAreSentTogether() {
        join(new SliceSizing(10, 64));

        Slice first = next().slice();
        Slice second = next().slice();

        assertThat(first).isEqualTo(new Slice(0, 0, 100, 1, 10, 500, "p", NanoUsd.of(30)));
        assertThat(second).isEqualTo(new Slice(10, 100, 100, 11, 10, 500, "p", NanoUsd.of(30)));
    }

    @Test
    void newAdviceHoldsForTheNextSlice() {
        join(new SliceSizing(10, 64));
        Move first = next();

        slices.passed(first);
        slices.joiner().update("p", new SliceSizing(3, 64));

        assertThat(next().slice()).extracting(Slice::index, Slice::requests).containsExactly(10, 3);
        assertThat(next().slice()).extracting(Slice::index, Slice::requests).containsExactly(13, 3);
    }

    @Test
    void aShardHasNoMoreUnderWayThanItsPoolNeeds() {
        join(new SliceSizing(30, 64));

        Move first = next();
        next();
        next();
        assertThat(slices.next().isPresent()).as("90 requests are under way").isFalse();
        slices.passed(first);

        assertThat(next().slice().requests()).as("the last ones").isEqualTo(10);
    }

    @Test
    void shardsOfABatchShareWhatMayBeUnderWay() {
        slices.join(Map.of("p", new SliceSizing(10, 80)), 8, slice -> false, null);

        next();
        next();
        assertThat(slices.next().isPresent())
                .as("twice an eighth of 80 is under way")
                .isFalse();
    }

    @Test
    void aSliceThatCameBackIsSentAsItWas() {
        join(new SliceSizing(10, 64));
        Move move = next();
        slices.returned(move);
        slices.joiner().update("p", new SliceSizing(50, 64));

        assertThat(next()).isEqualTo(move);
        assertThat(next().slice().index()).isEqualTo(10);
    }

    @Test
    void theNextRunKeepsWhatWasJoined() {
        join(new SliceSizing(10, 64));
        Move passed = next();
        Move returned = next();
        slices.passed(passed);
        slices.returned(returned);
        assertThat(slices.left()).hasToString("[10-99]");

        SliceScheduler nextRun = new SliceScheduler(ShardStages.PLAIN);
        nextRun.addAll(planned(100, 1), slices.left());
        nextRun.join(
                Map.of("p", new SliceSizing(4, 64)),
                1,
                slice -> false,
                slices.joiner().joined());

        assertThat(nextRun.next()).contains(returned);
        assertThat(nextRun.joiner().parts(10)).containsExactly(10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
        assertThat(nextRun.left()).isEqualTo(slices.left());
    }

    @Test
    void whatMoneyWasSpentOnStaysAlone() {
        slices.join(Map.of("p", new SliceSizing(10, 64)), 1, slice -> slice == 4 || slice == 5, null);

        assertThat(next().slice().requests()).isEqualTo(4);
        assertThat(next().slice()).extracting(Slice::index, Slice::requests).containsExactly(4, 1);
        assertThat(next().slice()).extracting(Slice::index, Slice::requests).containsExactly(5, 1);
        assertThat(next().slice()).extracting(Slice::index, Slice::requests).containsExactly(6, 10);
    }

    @Test
    void slicesOfAnotherPoolOrAfterAGapAreNotJoined() {
        List<Slice> planned = planned(10, 1);
        SliceScheduler mixed = shardOf(
                List.of(planned.get(0), planned.get(1), ofPool("q", planned.get(2)), planned.get(3), planned.get(5)));
        mixed.join(Map.of("p", new SliceSizing(10, 64)), 1, slice -> false, null);

        assertThat(IntStream.range(0, 4).mapToObj(i -> begin(mixed).slice().requests()))
                .containsExactly(2, 1, 1, 1);
    }

    @Test
    void withoutAdviceSlicesAreSentAsPlanned() {
        slices.join(Map.of(), 1, slice -> false, null);

        assertThat(next().slice().requests()).isOne();
        assertThat(slices.joiner().joined()).isNull();
    }

    private void join(SliceSizing sizing) {
        slices.join(Map.of("p", sizing), 1, slice -> false, null);
    }

    private static SliceScheduler shardOf(List<Slice> planned) {
        SliceScheduler shard = new SliceScheduler(ShardStages.PLAIN);
        shard.addAll(planned, null);
        return shard;
    }

    private static List<Slice> planned(int count, int requests) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Slice(i, i * 10L, 10, i + 1, requests, 50, "p", NanoUsd.of(3)))
                .toList();
    }

    private static Slice ofPool(String pool, Slice slice) {
        return new Slice(
                slice.index(),
                slice.offset(),
                slice.length(),
                slice.line(),
                slice.requests(),
                slice.tokens(),
                pool,
                slice.worst());
    }

    private static Move begin(SliceScheduler shard) {
        Move next = shard.next().orElseThrow();
        shard.begin(next);
        return next;
    }

    private Move next() {
        return begin(slices);
    }
}
