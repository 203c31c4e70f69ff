package dev.penstock.simulator.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.simulator.answers.PromptHash;
import org.junit.jupiter.api.Test;

class PromptBookTest {
    @Test
    void aMillionPromptsAreToldApart() {
        PromptBook book = new PromptBook();
        for (int i = 0; i < 1_000_000; i++) {
            long hash = PromptHash.of("prompt " + i);
            book.called(hash);
            book.admitted(hash);
            book.answered(hash);
        }
        book.answered(PromptHash.of("prompt 77"));
        book.answered(PromptHash.of("prompt 77"));

        assertThat(book.distinct()).isEqualTo(1_000_000);
        assertThat(book.duplicates()).isEqualTo(1);
        assertThat(book.listDuplicates(5)).containsExactly(PromptHash.of("prompt 77"));
        assertThat(book.of(PromptHash.of("prompt 77"))).isEqualTo(new PromptCalls(1, 1, 3));
    }

    @Test
    void lookingUpAnUnknownPromptDoesNotMakeItKnown() {
        PromptBook book = new PromptBook();

        assertThat(book.of(0)).isEqualTo(new PromptCalls(0, 0, 0));
        assertThat(book.distinct()).isZero();
    }
}
