package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What people have their prompts in. */
final class InputFormatsIT extends PenstockTestCase {
    @Test
    void readsCsvPlainTextGzipAndStandardInput() throws IOException {
        penstock.with("PENSTOCK_MODEL", "gpt-4o-mini");
        csvWithATemplate();
        plainText();
        gzip();
        standardInput();
    }

    private void csvWithATemplate() throws IOException {
        Path csv = Files.writeString(folder.resolve("reviews.csv"), """
                id,text
                1,"Good, ""cheap"" too"
                2,"Two
                lines"
                """);

        penstock.run("run", csv.toString(), "--prompt", "Classify: {{text}}", "--system", "One word.")
                .expectExit(0);

        assertCalledOnce("Classify: Good, \"cheap\" too", "Classify: Two\nlines");
        assertThat(answered("reviews.results.jsonl").lines()).hasSize(2);
    }

    private void plainText() throws IOException {
        Path text = Files.writeString(folder.resolve("questions.txt"), "First question?\nSecond question?\n");

        penstock.run("run", text.toString()).expectExit(0);

        assertCalledOnce("First question?", "Second question?");
        assertThat(answered("questions.results.jsonl").lines()).hasSize(2);
    }

    private void gzip() throws IOException {
        Path packed = folder.resolve("packed.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(TestingInput.line("packed", "A packed question?").getBytes(StandardCharsets.UTF_8));
        }

        penstock.run("run", packed.toString()).expectExit(0);

        assertCalledOnce("A packed question?");
        assertThat(answered("packed.results.jsonl").customIds()).containsExactly("packed");
    }

    private void standardInput() throws IOException {
        Path piped = Files.writeString(folder.resolve("piped"), "{\"prompt\": \"A piped question?\"}\n");
        Path results = folder.resolve("answers.jsonl");

        penstock.runWithInput(piped, "run", "-", "-o", results.toString()).expectExit(0);
        penstock.runWithInput(piped, "run", "-", "-o", results.toString())
                .expectExit(0)
                .expectSaid("nothing is paid again");

        assertCalledOnce("A piped question?");
        assertThat(answered("answers.jsonl").lines()).hasSize(1);
        assertThat(folder.resolve("answers.errors.jsonl")).isEmptyFile();
        assertThat(penstock.home().resolve("store/inputs"))
                .as("copies of what could be read once")
                .isDirectoryNotContaining(Files::isRegularFile);
    }

    private void assertCalledOnce(String... prompts) {
        assertThat(prompts)
                .allSatisfy(prompt -> assertThat(provider.callsOf(prompt).answered())
                        .as(prompt)
                        .isEqualTo(1));
    }

    private ResultFile answered(String file) throws IOException {
        return ResultFile.at(folder.resolve(file));
    }
}
