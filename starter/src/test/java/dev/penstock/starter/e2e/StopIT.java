package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is stopped in good order repeats nothing. */
@OwnTemporal
final class StopIT extends PenstockTestCase {
    private static final int CONCURRENCY = 16;

    /** With the answers that are not yet written down: the slots of a worker with that concurrency. */
    private static final int UNDER_WAY = 20;

    static final String CTRL_C = "\u0003";

    /** Many, so that a slow machine is still in the midst of them when it is stopped. */
    private static final int REQUESTS = 900;

    private TestingInput input;

    @BeforeEach
    void prepare() throws IOException {
        answersTake("300ms");
        input = input(REQUESTS);
    }

    @Test
    void sigtermLetsRunningCallsEndAndTheSameCommandContinues() throws IOException {
        Running run = penstock.start(command());
        books.awaitCalls(100);
        run.signal("TERM");

        run.awaitEnd().expectExit(4).expectSaid("run the same command again to continue");
        assertStoppedInOrder();
        assertTheSameCommandContinuesWithoutRepeating();
    }

    @Test
    void ctrlCInATerminalDoesTheSame() throws IOException {
        Running run = penstock.startInTerminal(command());
        books.awaitCalls(100);
        // What draws the bar has a look at the terminal, and must leave its signals alone.
        run.awaitSaid("/" + REQUESTS + " · ");
        run.typed(CTRL_C);

        Ended stopped = run.awaitEnd().expectExit(4);
        assertThat(stopped.out()).contains("run the same command again to continue");
        assertStoppedInOrder();
        assertTheSameCommandContinuesWithoutRepeating();
    }

    @Test
    void aSecondCtrlCStopsAtOnce() throws IOException {
        Running run = penstock.startInTerminal(command());
        books.awaitCalls(100);
        long before = books.calls();
        answersTake("1h");
        books.awaitCalls(before + 10);
        run.typed(CTRL_C);
        run.awaitSaid("a second signal stops at once");
        run.typed(CTRL_C);

        Ended stopped = run.awaitEnd().expectExit(4);
        assertThat(stopped.out()).contains("stopped at once; the same command continues");
        assertThat(penstock.server().isAlive()).as("a server is left behind").isFalse();

        answersTake("0ms");
        penstock.run(command()).expectExit(0);
        ResultFile.assertWhole(input);
        assertThat(books.repeated()).isBetween(1L, (long) UNDER_WAY);
    }

    private String[] command() {
        return new String[] {"run", input.path(), "--concurrency", Integer.toString(CONCURRENCY)};
    }

    private void assertTheSameCommandContinuesWithoutRepeating() throws IOException {
        answersTake("0ms");
        penstock.run(command()).expectExit(0);
        ResultFile.assertWhole(input);
        books.assertNoneRepeated();
    }

    private void assertStoppedInOrder() {
        assertThat(books.stats().calls().abandoned()).isZero();
        assertThat(books.calls()).as("it was stopped on the way").isLessThan(REQUESTS);
        assertThat(penstock.server().isAlive()).as("a server is left behind").isFalse();
    }
}
