package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.starter.engine.Engine;
import org.junit.jupiter.api.Test;

/** A single completion. */
final class CompleteIT extends PenstockTestCase {
    @Test
    void printsTheAnswerAtOnceOrTokenByToken() {
        penstock.with("PENSTOCK_MODEL", "gpt-4o-mini");
        try (Engine held = Engine.resolve(penstock.engine(), line -> {})) {
            assertThat(held.kind().isManaged()).isTrue();

            Ended whole = penstock.run("complete", "What is one plus one?").expectExit(0);
            Ended streamed = penstock.run("complete", "What is one plus one?", "--stream")
                    .expectExit(0);
            Ended json =
                    penstock.run("complete", "What is one plus one?", "--json").expectExit(0);
            Ended refused = penstock.run("complete", "[[fail:400]] What is one plus one?")
                    .expectExit(3);

            assertThat(whole.out()).isNotBlank();
            assertThat(streamed.out().strip()).isEqualTo(whole.out().strip());
            assertThat(json.json().path("text").asText()).isEqualTo(whole.out().strip());
            assertThat(refused.out()).isEmpty();
            refused.expectSaid("400");
        }
        assertThat(books.calls()).isEqualTo(4);
    }

    @Test
    void asksForAModelWhereTheProviderHasNoUsualOne() {
        penstock.run("complete", "What is one plus one?").expectExit(2).expectSaid("--model");
    }
}
