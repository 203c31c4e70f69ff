package dev.penstock.limits.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimDivisionTest {
    @Test
    void aProcessAloneHasAllOfTheLimitAtOnce() {
        ClaimDivision alone = new ClaimDivision(60, "b", new Claim(60, 1), Map.of(), 0);

        assertThat(alone.target()).isEqualTo(60);
        assertThat(alone.announced()).isEqualTo(60);
        assertThat(alone.usableAtOnce()).isEqualTo(60);
    }

    @Test
    void whoWantsMoreHasMoreAndWhoIsOnlyThereHasSome() {
        ClaimDivision busy =
                new ClaimDivision(60, "b", new Claim(0, 40), Map.of("a", Claim.NONE, "c", new Claim(0, 10)), 0);

        assertThat(busy.target()).isBetween(40L, 45L);
        assertThat(new ClaimDivision(60, "a", Claim.NONE, Map.of("b", new Claim(0, 20), "c", new Claim(0, 10)), 0)
                        .target())
                .isBetween(1L, 10L);
    }

    @Test
    void whatAnotherHasClaimedIsNotTaken() {
        ClaimDivision late = new ClaimDivision(60, "b", new Claim(0, 30), Map.of("a", new Claim(60, 30)), 0);

        assertThat(late.target()).isEqualTo(30);
        assertThat(late.announced()).isZero();
    }

    @Test
    void ofTwoThatAnnounceTooMuchTheFirstByNameWaitsAndTheOtherWithdraws() {
        ClaimDivision first = new ClaimDivision(60, "a", new Claim(40, 40), Map.of("b", new Claim(40, 40)), 0);
        ClaimDivision second = new ClaimDivision(60, "b", new Claim(40, 40), Map.of("a", new Claim(40, 40)), 0);

        assertThat(first.isFree()).isFalse();
        assertThat(second.isFree()).isFalse();
        assertThat(first.isFirst()).isTrue();
        assertThat(second.isFirst()).isFalse();
    }

    @Test
    void whatOthersUsedInTheLastMinuteIsNotUsedAgainAtOnce() {
        ClaimDivision later = new ClaimDivision(60, "b", new Claim(30, 1), Map.of("a", new Claim(30, 20)), 0);

        assertThat(later.usableAtOnce()).isEqualTo(10);
        assertThat(new ClaimDivision(60, "b", new Claim(60, 1), Map.of(), 45).usableAtOnce())
                .isEqualTo(15);
    }

    @Test
    void aCountForgetsWhatIsAMinuteOld() {
        LastMinute count = new LastMinute(0);
        count.add(0, 3);
        count.add(seconds(30), 4);

        assertThat(count.total(seconds(49))).isEqualTo(7);
        assertThat(count.total(seconds(60))).isEqualTo(4);
        assertThat(count.total(seconds(600))).isZero();
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
