package dev.penstock.workflows.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.Slice;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.contracts.pipeline.ShardStages;
import dev.penstock.workflows.pipeline.SliceScheduler.Move;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SliceSchedulerTest {
    private final ShardStages stages = new ShardStages(
            List.of(new PlannedStage("a", "p", "m", 1, 2, 10), new PlannedStage("b", "p", "m", 2, 1, 10)),
            List.of(2, 1));
    private final SliceScheduler slices = new SliceScheduler(stages);

    SliceSchedulerTest() {
        slices.addAll(slices(4, 1), null);
    }

    @Test
    void aSliceGoesOnWhileOthersHaveNotBegun() {
        Move first = next();
        Move second = next();
        assertThat(slices.next().isPresent()).isFalse();

        slices.passed(first);

        Move vote = next();
        assertThat(vote.slice().index()).isZero();
        assertThat(slices.stage(vote).name()).isEqualTo("b");
        assertThat(next().slice().index()).isEqualTo(2);
        slices.passed(second);
        assertThat(next().slice().index()).as("the second stage is full").isEqualTo(3);
        assertThat(slices.next().isPresent()).isFalse();
    }

    @Test
    void aVoteIsOneStepASample() {
        Move move = next();
        slices.passed(move);
        Move sample = next();
        assertThat(slices.step(sample).sample()).isEqualTo(1);
        slices.passed(sample);

        assertThat(slices.step(next()).sample()).isEqualTo(2);
    }

    @Test
    void whatCameBackIsSentAgainAndWhatIsLeftIsKnown() {
        Move move = next();
        slices.passed(next());
        slices.returned(move);

        assertThat(slices.isIdle()).isTrue();
        assertThat(slices.left()).hasToString("[0,2-3, 1, ]");
    }

    @Test
    void theNextRunGoesOnWhereThisOneStands() {
        Move move = next();
        slices.passed(move);
        SliceScheduler nextRun = new SliceScheduler(stages.withLimits(slices.limits()));

        nextRun.addAll(slices(4, 1), slices.left());

        assertThat(nextRun.slicesLeft()).isEqualTo(4);
        assertThat(begin(nextRun)).isEqualTo(new Move(move.slice(), 1, 1));
    }

    @Test
    void plainRequestsPassOneStageThatOnlyTheWindowLimits() {
        SliceScheduler plain = new SliceScheduler(ShardStages.PLAIN);
        plain.addAll(slices(65, 50), null);

        for (int i = 0; i < 64; i++) {
            Move move = begin(plain);
            assertThat(plain.called(move)).isEqualTo(move.slice());
            assertThat(plain.stageStep(move)).isNull();
        }
        assertThat(plain.next().isPresent()).isFalse();
    }

    @Test
    void aSliceBringsMorePlacesWhereFewWait() {
        SliceScheduler shared = ofOneStage();
        shared.addAll(slices(3, 10), null);

        assertThat(begin(shared).atOnce()).isEqualTo(6);
        assertThat(begin(shared).atOnce()).isEqualTo(7);
        assertThat(begin(shared).atOnce()).isEqualTo(7);
    }

    @Test
    void aSliceBringsOnePlaceWhereManyWait() {
        SliceScheduler shared = ofOneStage();
        shared.addAll(slices(30, 10), null);

        for (int i = 0; i < 20; i++) {
            assertThat(begin(shared).atOnce()).isOne();
        }
        assertThat(shared.next().isPresent()).isFalse();
    }

    private static SliceScheduler ofOneStage() {
        return new SliceScheduler(new ShardStages(List.of(new PlannedStage("a", "p", "m", 1, 20, 10)), List.of(20)));
    }

    private static List<Slice> slices(int count, int requests) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Slice(i, 0, 1, i + 1, requests, 10L * requests, "p", null))
                .toList();
    }

    private static Move begin(SliceScheduler slices) {
        Move next = slices.next().orElseThrow();
        slices.begin(next);
        return next;
    }

    private Move next() {
        return begin(slices);
    }
}
