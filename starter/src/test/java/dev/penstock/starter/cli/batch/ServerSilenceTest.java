package dev.penstock.starter.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServerSilenceTest {
    private final List<String> said = new ArrayList<>();
    private final ServerSilence silence = new ServerSilence(said::add);

    @Test
    void aSilentServerIsToldOnceAndItsReturnToo() {
        fails(false, 0, 4);
        assertThat(said).isEmpty();

        fails(false, 5, 12);
        fails(false, 13, 20);
        assertThat(said)
                .containsExactly(
                        "Temporal has not answered for 12 s; waiting for it. Nothing is lost: stopped, the same command continues");

        silence.answered();
        silence.answered();
        assertThat(said).hasSize(2).last().isEqualTo("Temporal answers again");
    }

    @Test
    void aShortSilenceAndMissingWorkersAreNotTold() {
        fails(false, 0, 4);
        silence.answered();
        fails(false, 5, 14);
        silence.answered();
        fails(true, 15, 60);

        assertThat(said).isEmpty();
    }

    private void fails(boolean serverAnswers, long asked, long now) {
        silence.failed(serverAnswers, TimeUnit.SECONDS.toNanos(asked), TimeUnit.SECONDS.toNanos(now));
    }
}
