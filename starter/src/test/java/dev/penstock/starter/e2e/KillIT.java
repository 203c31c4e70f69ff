package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What is killed in the middle goes on where it was, and repeats no more than the calls that were under way. */
@OwnTemporal
@Order(3)
final class KillIT extends PenstockTestCase {
    private static final int CONCURRENCY = 16;

    /** With the answers that are not yet written down: the slots of a worker with that concurrency. */
    private static final int UNDER_WAY = 20;

    private TestingInput input;

    @BeforeEach
    void prepare() throws IOException {
        answersTake("300ms");
        input = input(300);
    }

    @Test
    void aKilledRunGoesOn() throws IOException {
        killAfter(120, run());

        goesOn();
    }

    @Test
    void aRunOutlivesItsServer() throws IOException {
        Running run = run();
        books.awaitCalls(100);
        penstock.server().kill();

        Ended ended = run.awaitEnd().expectExit(0);

        ResultFile.assertWhole(input);
        books.assertNoneRepeated();
        assertThat(ended.json().path("possibly_paid_twice").asInt()).isZero();
    }

    @Test
    void aRunKilledTogetherWithItsServerGoesOn() throws IOException {
        killAfter(120, run());
        penstock.server().kill();

        goesOn();
    }

    @Test
    void aRunGoesOnFromTheResultLogWhenTheServersDatabaseIsLost() throws IOException {
        killAfter(120, run());
        penstock.server().kill();
        penstock.server().deleteDatabase();

        goesOn();
    }

    private Running run() {
        return penstock.start("run", input.path(), "--json", "--concurrency", Integer.toString(CONCURRENCY));
    }

    private void killAfter(int calls, Running run) {
        books.awaitCalls(calls);
        run.signal("9");
        assertThat(run.awaitEnd().exit()).isNotZero();
    }

    private void goesOn() throws IOException {
        Ended ended = run().awaitEnd().expectExit(0);

        ResultFile.assertWhole(input);
        assertThat(input.errors()).isEmptyFile();
        assertThat(books.stats().prompts().distinct()).isEqualTo(300);
        assertThat(books.repeated()).isLessThanOrEqualTo(UNDER_WAY);
        assertThat(ended.json().path("possibly_paid_twice").asLong()).isBetween(books.repeated(), (long) UNDER_WAY);
    }
}
