package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Where results are written, and what is never replaced. */
final class OutputFilesIT extends PenstockTestCase {
    @Test
    void noFileOfTheUserIsLostAndNothingIsPaidFirst() throws IOException {
        TestingInput input = input(2);
        String prompts = Files.readString(input.file());
        Path foreign = Files.writeString(folder.resolve("notes.txt"), "mine");

        penstock.run("run", input.path(), "-o", input.path())
                .expectExit(2)
                .expectSaid("input.jsonl is the input, which the results would replace");
        penstock.run("run", input.path(), "-o", foreign.toString())
                .expectExit(2)
                .expectSaid("notes.txt exists and was not written by Penstock");
        Files.writeString(input.errors(), "mine too");
        penstock.run("run", input.path()).expectExit(2).expectSaid("input.errors.jsonl exists and was not written");

        assertThat(input.file()).hasContent(prompts);
        assertThat(foreign).hasContent("mine");
        assertThat(input.errors()).hasContent("mine too");
        assertThat(books.calls()).isZero();

        penstock.run("run", input.path(), "--force").expectExit(0);
        ResultFile.assertWhole(input);
        penstock.run("run", input.path()).expectExit(0).expectSaid("nothing is paid again");

        Ended printed = penstock.run("run", input.path(), "-o", "-").expectExit(0);
        assertThat(printed.out()).isEqualTo(Files.readString(input.results()));
        penstock.run("run", input.path(), "-o", "/dev/null").expectExit(0);
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
        assertThat(books.calls()).isEqualTo(2);
    }
}
