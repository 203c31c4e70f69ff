package dev.penstock.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Usage;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstRefusalsTest {
    private static final BatchId BATCH = new BatchId("b");
    private static final Outcome ANSWERED = new Outcome.Answered(new Result.Response(200, "", "{}"), Usage.NONE);
    private static final Outcome NO_SUCH_ADDRESS = refused(404, "http_404", "not found", true);
    private static final Outcome NO_SUCH_MODEL = refused(404, Outcome.Refused.NOT_ALLOWED, "no such model", false);
    private static final Outcome WRONG = refused(400, "invalid_request_error", "max_tokens is not supported", false);

    private final AtomicLong now = new AtomicLong();
    private final List<Boolean> asked = new ArrayList<>();
    private boolean goesOn;
    private final FirstRefusals refusals = new FirstRefusals(now::get, (batch, isAboutRequests) -> {
        asked.add(isAboutRequests);
        return goesOn;
    });

    @Test
    void threeCallsShowThatTheAddressIsWrong() {
        assertThat(callsUntilHeld(NO_SUCH_ADDRESS)).isEqualTo(3);
    }

    @Test
    void threeCallsShowThatTheModelIsWrong() {
        assertThat(callsUntilHeld(NO_SUCH_MODEL)).isEqualTo(3);
        assertThat(asked).containsExactly(false);
    }

    @Test
    void tenCallsShowThatAllRequestsAreWrongInTheSameWay() {
        assertThat(callsUntilHeld(WRONG)).isEqualTo(10);
        assertThat(asked).containsExactly(true);
    }

    @Test
    void refusalsForDifferentReasonsHoldNothing() {
        boolean isHeld = IntStream.range(0, 40)
                .anyMatch(call ->
                        isHeld(refused(400, "invalid_request_error", "no tool " + (char) ('a' + call % 20), false)));

        assertThat(isHeld).isFalse();
    }

    @Test
    void refusalsThatDifferInNumbersAreAlike() {
        boolean isHeld = IntStream.range(0, 10)
                .anyMatch(call -> isHeld(refused(400, "c", "you requested %d tokens".formatted(9_000 + call), false)));

        assertThat(isHeld).isTrue();
    }

    @Test
    void onceACallWasAnsweredAWrongRequestIsOnlyItself() {
        assertThat(isHeld(ANSWERED)).isFalse();

        assertThat(IntStream.range(0, 100).anyMatch(call -> isHeld(WRONG))).isFalse();
    }

    @Test
    void onceACallWasAnsweredItTakesManyForbiddenOnesInARow() {
        assertThat(isHeld(ANSWERED)).isFalse();
        assertThat(IntStream.range(1, FirstRefusals.ENOUGH_AFTER_ANSWERS).anyMatch(call -> isHeld(NO_SUCH_ADDRESS)))
                .isFalse();
        assertThat(isHeld(NO_SUCH_ADDRESS)).isTrue();
    }

    @Test
    void anAnswerOfAnEarlierRunCounts() {
        refusals.answered(BATCH, "p");

        assertThat(IntStream.range(0, 15).anyMatch(call -> isHeld(NO_SUCH_ADDRESS)))
                .isFalse();
    }

    @Test
    void pagesAndEmptyAnswersHoldABatchButNotTooLongOnes() {
        Result.Error page = new Result.Error("invalid_response", "an HTML page titled \"Sign in\"");
        Outcome unreadable = new Outcome.Unusable(new Result.Response(200, "", "{}"), Usage.NONE, page, 1);
        Outcome tooLong = new Outcome.Unusable(new Result.Response(200, "", "{}"), Usage.NONE, page, 0);

        assertThat(IntStream.range(0, 20).anyMatch(call -> isHeld(tooLong))).isFalse();
        assertThat(callsUntilHeld(unreadable)).isEqualTo(3);
    }

    @Test
    void whoKeepsGoingIsNotHeld() {
        goesOn = true;

        assertThat(IntStream.range(0, 100).anyMatch(call -> isHeld(NO_SUCH_ADDRESS)))
                .isFalse();
    }

    @Test
    void aMinuteAfterAHoldItTakesThreeAgainHoweverSlowlyTheyCame() {
        assertThat(isHeld(NO_SUCH_ADDRESS)).isFalse();
        now.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(isHeld(NO_SUCH_ADDRESS)).isFalse();
        now.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(isHeld(NO_SUCH_ADDRESS)).isTrue();
        assertThat(isHeld(NO_SUCH_ADDRESS)).isTrue();
        now.addAndGet(FirstRefusals.PAUSE.toNanos());
        assertThat(isHeld(NO_SUCH_ADDRESS)).isFalse();
    }

    private int callsUntilHeld(Outcome outcome) {
        return IntStream.rangeClosed(1, 50)
                .filter(call -> isHeld(outcome))
                .findFirst()
                .orElseThrow();
    }

    private boolean isHeld(Outcome outcome) {
        return refusals.isOneTooMany(BATCH, "p", outcome);
    }

    private static Outcome refused(int status, String code, String message, boolean mayConcernAll) {
        return new Outcome.Refused(
                new Result.Response(status, "", "{}"), new Result.Error(code, message), mayConcernAll);
    }
}
