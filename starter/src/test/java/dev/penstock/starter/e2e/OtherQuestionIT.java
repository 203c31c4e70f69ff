package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** Old answers are not shown for another question, and results of two questions do not replace each other. */
final class OtherQuestionIT extends PenstockTestCase {
    @Test
    void anotherQuestionIsRefusedUnderTheSameIdAndInTheSameFile() throws IOException {
        Path input = Files.writeString(folder.resolve("n.txt"), "text\none\n");
        penstock.run("run", input.toString(), "--model", "a", "--id", "x").expectExit(0);
        String answers = Files.readString(folder.resolve("n.results.jsonl"));

        penstock.run("run", input.toString(), "--model", "b", "--prompt", "Is {{text}} good?", "--id", "x")
                .expectExit(2)
                .expectSaid("batch 'x' was started with other options")
                .expectSaid("model was 'a' and is 'b', prompt was not set and is 'Is {{text}} good?'");
        Path table = Files.copy(input, folder.resolve("n.csv"));
        penstock.run("run", table.toString(), "--model", "a", "--prompt", "{{text}}", "--id", "x")
                .expectExit(2)
                .expectSaid("format was 'text' and is 'csv'");
        penstock.run("run", input.toString(), "--model", "b")
                .expectExit(2)
                .expectSaid("n.results.jsonl has the results of batch x")
                .expectSaid("model was 'a' and is 'b'; name another file with -o, or replace it with --force");

        assertThat(folder.resolve("n.results.jsonl")).hasContent(answers);
        assertThat(books.calls()).isEqualTo(2);

        penstock.run("run", input.toString(), "--model", "a", "--id", "x", "--priority", "high")
                .expectExit(0)
                .expectSaid("nothing is paid again");
        Files.writeString(input, "two\n", StandardOpenOption.APPEND);
        penstock.run("run", input.toString(), "--model", "a")
                .expectExit(0)
                .expectSaid("the output of batch x is going to be replaced");
        assertThat(folder.resolve("n.results.jsonl")).content().hasLineCount(3);
    }
}
