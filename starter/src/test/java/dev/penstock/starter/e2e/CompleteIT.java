package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A single completion. */
final class CompleteIT extends PenstockTestCase {
    @Test
    void printsTheAnswerAtOnceOrTokenByToken() {
        penstock.with("PENSTOCK_MODEL", "gpt-4o-mini");
        Ended whole = penstock.run("complete", "What is one plus one?").expectExit(0);
        Ended streamed =
                penstock.run("complete", "What is one plus one?", "--stream").expectExit(0);
        Ended json = penstock.run("complete", "What is one plus one?", "--json").expectExit(0);
        Ended durable = penstock.run("complete", "--durable", "--stream", "What is one plus one?")
                .expectExit(0);
        Ended refused =
                penstock.run("complete", "[[fail:400]] What is one plus one?").expectExit(3);

        assertThat(whole.out()).isNotBlank();
        assertThat(streamed.out().strip()).isEqualTo(whole.out().strip());
        assertThat(json.json().path("text").asText()).isEqualTo(whole.out().strip());
        assertThat(durable.out().strip()).isEqualTo(whole.out().strip());
        assertThat(refused.out()).isEmpty();
        refused.expectSaid("400");
        assertThat(books.calls()).isEqualTo(5);
    }

    @Test
    void saysWhyItWaitsForAPausedPool() throws IOException {
        penstock.with("PENSTOCK_MODEL", "gpt-4o-mini").start("up").awaitSaid("ready; submit with");
        penstock.run("complete", "Hello").expectExit(0);
        penstock.run("pool", "pause", pool(), "--reason", "too dear").expectExit(0);

        // Longer than it takes until it looks at the pool again.
        answersTake("4s");
        Running waiting = penstock.start("complete", "Hello").awaitSaid("pool " + pool() + ": paused, too dear");
        penstock.run("pool", "resume", pool()).expectExit(0);
        waiting.awaitEnd().expectExit(0).expectSaid("open again");

        penstock.run("pool", "pause", pool()).expectExit(0);
        // In a terminal, for a program that is started in the background may not hear it.
        Running stopped = penstock.startInTerminal("complete", "Hello").awaitSaid("paused by hand");
        stopped.typed(StopIT.CTRL_C);
        stopped.awaitEnd().expectExit(4);
        assertThat(books.calls()).isEqualTo(2);
    }

    @Test
    void doesNotWaitForAPoolThatIsBlockedAndGoesOnWhenThatIsMended() {
        provider.change(provider.options().toBuilder().requiredKey("sk-paid").build());
        penstock.with("PENSTOCK_MODEL", "gpt-4o-mini")
                .with("OPENAI_API_KEY", "sk-mine")
                .with("PENSTOCK_ACCOUNT", "mine");
        penstock.run("complete", "Hello")
                .expectExit(4)
                .expectSaid("the provider answered 401")
                .expectSaid("the provider rejected the account of pool");
        Running up = penstock.start("up").awaitSaid("ready; submit with");
        penstock.run("complete", "Hello")
                .expectExit(4)
                .expectSaid("blocked: ", "401", "penstock pool resume " + pool());
        up.signal("TERM");
        up.awaitEnd();

        // Once nobody else is there, for five seconds, it tries by itself.
        penstock.with("OPENAI_API_KEY", "sk-paid");
        Patience.untilCommandsSay("the pool to be tried again", () -> {
            Ended tried = penstock.run("complete", "Hello");
            return tried.exit() == 0 && tried.err().contains("trying the pool again");
        });
    }

    @Test
    void asksForAModelWhereTheProviderHasNoUsualOne() {
        penstock.run("complete", "What is one plus one?").expectExit(2).expectSaid("--model");
    }

    private String pool() {
        return "127.0.0.1-" + provider.baseUrl().getPort();
    }
}
