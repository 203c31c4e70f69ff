package dev.penstock.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.Slice;
import dev.penstock.contracts.stage.PlannedStage;
import dev.penstock.contracts.stage.SliceStand;
import dev.penstock.workflows.StageWindows.Move;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageWindowsTest {
    private final StageWindows windows = new StageWindows(
            List.of(new PlannedStage("a", "p", "m", 1, 2, 10), new PlannedStage("b", "p", "m", 2, 1, 10)),
            List.of(2, 1));

    StageWindowsTest() {
        for (int i = 0; i < 4; i++) {
            windows.add(new Slice(i, 0, 1, i + 1, 1, 10, "p", null), 0);
        }
    }

    @Test
    void aSliceGoesOnWhileOthersHaveNotBegun() {
        Move first = next();
        Move second = next();
        assertThat(windows.hasNext()).isFalse();

        windows.passed(first);

        Move vote = next();
        assertThat(vote.slice().index()).isZero();
        assertThat(windows.stage(vote).name()).isEqualTo("b");
        assertThat(next().slice().index()).isEqualTo(2);
        windows.passed(second);
        assertThat(next().slice().index()).as("the second stage is full").isEqualTo(3);
        assertThat(windows.hasNext()).isFalse();
    }

    @Test
    void aVoteIsOneStepASample() {
        Move move = next();
        windows.passed(move);
        Move sample = next();
        assertThat(windows.step(sample).sample()).isEqualTo(1);
        windows.passed(sample);

        assertThat(windows.step(next()).sample()).isEqualTo(2);
    }

    @Test
    void whatCameBackIsSentAgainAndWhatIsLeftIsKnown() {
        Move move = next();
        windows.passed(next());
        windows.cameBack(move);

        assertThat(windows.isIdle()).isTrue();
        assertThat(windows.stands())
                .containsExactlyInAnyOrder(
                        new SliceStand(0, 0), new SliceStand(1, 1), new SliceStand(2, 0), new SliceStand(3, 0));
    }

    @Test
    void aSliceBringsMorePlacesWhereFewWait() {
        StageWindows shared = new StageWindows(List.of(new PlannedStage("a", "p", "m", 1, 20, 10)), List.of(20));
        shared.share();
        for (int i = 0; i < 3; i++) {
            shared.add(new Slice(i, 0, 1, i + 1, 10, 100, "p", null), 0);
        }

        assertThat(begin(shared).atOnce()).isEqualTo(6);
        assertThat(begin(shared).atOnce()).isEqualTo(7);
        assertThat(begin(shared).atOnce()).isEqualTo(7);
    }

    @Test
    void aSliceBringsOnePlaceWhereManyWait() {
        StageWindows shared = new StageWindows(List.of(new PlannedStage("a", "p", "m", 1, 20, 10)), List.of(20));
        shared.share();
        for (int i = 0; i < 30; i++) {
            shared.add(new Slice(i, 0, 1, i + 1, 10, 100, "p", null), 0);
        }

        for (int i = 0; i < 20; i++) {
            assertThat(begin(shared).atOnce()).isOne();
        }
        assertThat(shared.hasNext()).isFalse();
    }

    private static Move begin(StageWindows windows) {
        Move next = windows.next().orElseThrow();
        windows.begin(next);
        return next;
    }

    private Move next() {
        return begin(windows);
    }
}
