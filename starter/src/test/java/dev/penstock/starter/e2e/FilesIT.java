package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images and files that lines and prompts name. */
@SuppressWarnings("NullAway.Init")
final class FilesIT extends PenstockTestCase {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3};
    private static final String URL = "https://example.com/c.png";
    private static final String DATA = "data:image/png;base64,iVBORw0KGgo=";

    private static final List<String> FILES = List.of("1.png", "2.png", "3.png");

    private KeyedProvider model;

    @BeforeEach
    void startModel() throws IOException {
        model = new KeyedProvider();
        penstock.with("OPENAI_BASE_URL", model.at("/v1"))
                .with("OPENAI_API_KEY", "key")
                .with("PENSTOCK_MODEL", "m");
        Files.createDirectory(folder.resolve("cats"));
        Files.write(folder.resolve("cats/a.png"), PNG);
        Files.writeString(folder.resolve("rules.txt"), "Be kind.");
    }

    @AfterEach
    void stopModel() {
        model.close();
    }

    @Test
    void imagesAndFilesGoWithThePromptsThatNameThem() throws IOException {
        Path input = table("1,cats/a.png", "2," + URL, "3,\"" + DATA + "\"", "4,");
        Path output = folder.resolve("out.csv");

        penstock.run(
                        "run",
                        input.toString(),
                        "--prompt",
                        "Picture {{id}}. {{file:rules.txt}}",
                        "--columns",
                        "answer",
                        "-o",
                        output.toString())
                .expectExit(0);

        assertThat(model.paid())
                .extracting(KeyedProvider.Paid::prompt)
                .allSatisfy(prompt -> assertThat(prompt).contains("Be kind."))
                .anySatisfy(prompt -> assertThat(prompt)
                        .contains("Picture 1", Base64.getEncoder().encodeToString(PNG)))
                .anySatisfy(prompt -> assertThat(prompt).contains("Picture 2", URL))
                .anySatisfy(prompt -> assertThat(prompt).contains("Picture 3", DATA))
                .anySatisfy(prompt -> assertThat(prompt).contains("Picture 4").doesNotContain("image_url"))
                .hasSize(4);
        assertThat(Files.readAllLines(output))
                .containsExactly(
                        "id,image,answer", "1,cats/a.png,yes", "2," + URL + ",yes", "3,\"" + DATA + "\",yes", "4,,yes");
    }

    @Test
    void whatCannotBeSentIsRefusedWithItsLineBeforeAnythingIsPaid() throws IOException {
        Path input = table("1,cats/a.png", "2,missing.png", "3,rules.txt");
        Path stages = Files.writeString(
                folder.resolve("stages.yaml"), "stages:\n  - {name: look, prompt: \"Picture {{input.id}}\"}\n");
        Path file = Files.writeString(
                folder.resolve("file.yaml"),
                "stages:\n  - {name: look, prompt: \"{{file:rules.txt}} {{input.id}}\"}\n");

        penstock.run("run", input.toString(), "--prompt", "Picture {{id}}")
                .expectExit(2)
                .expectSaid("line 3", "there is no file missing.png in ");
        penstock.run("run", input.toString(), "--prompt", "Picture {{id}}", "--lane", "provider-batch")
                .expectExit(2)
                .expectSaid("files of this machine are sent with --lane online only");
        penstock.run("run", input.toString(), "--pipeline", stages.toString())
                .expectExit(2)
                .expectSaid("\"image\" is not sent by a pipeline");
        penstock.run("run", input.toString(), "--pipeline", file.toString())
                .expectExit(2)
                .expectSaid("file.yaml:2: ", "a pipeline sends no files");
        assertThat(model.paid()).isEmpty();
    }

    @Test
    void aFileThatGoesBetweenPlanningAndItsCallIsItsLinesDeadLetter() throws IOException {
        for (String name : FILES) {
            Files.write(folder.resolve(name), PNG);
        }
        Path input = table("1,1.png", "2,2.png", "3,3.png");
        Path output = folder.resolve("out.csv");
        // Whichever is called first stays the only one.
        model.answer(prompt -> {
            FILES.stream()
                    .filter(name -> !prompt.contains("Picture " + name.charAt(0)))
                    .forEach(name -> delete(folder.resolve(name)));
            return "yes";
        });

        penstock.run(
                        "run",
                        input.toString(),
                        "--prompt",
                        "Picture {{id}}",
                        "--concurrency",
                        "1",
                        "--columns",
                        "answer,error",
                        "-o",
                        output.toString())
                .expectExit(3);

        assertThat(model.paid()).hasSize(1);
        assertThat(Files.readAllLines(output))
                .hasSize(4)
                .filteredOn(row -> row.matches("(.),\\1\\.png,,unusable_file: there is no file .*\\1\\.png.*"))
                .hasSize(2);
        assertThat(ResultFile.at(folder.resolve("out.errors.jsonl")).customIds())
                .hasSize(2);
    }

    private Path table(String... rows) throws IOException {
        return Files.writeString(folder.resolve("in.csv"), "id,image\n" + String.join("\n", rows) + "\n");
    }

    private static void delete(Path file) {
        try {
            boolean unused = Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
