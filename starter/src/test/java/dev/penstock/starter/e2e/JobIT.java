package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole run in one file, as {@code run job.yaml}. */
@SuppressWarnings("NullAway.Init")
final class JobIT extends PenstockTestCase {
    private KeyedProvider model;

    @BeforeEach
    void startModel() throws IOException {
        model = new KeyedProvider();
        penstock.with("OPENAI_BASE_URL", model.at("/v1")).with("OPENAI_API_KEY", "key");
        Files.writeString(folder.resolve("in.csv"), "id,text\n1,good\n2,bad\n");
        Files.writeString(folder.resolve("prompt.txt"), "Classify:\n{{text}}");
    }

    @AfterEach
    void stopModel() {
        model.close();
    }

    @Test
    void aJobIsOneFileAndADryRunPrintsItAndCallsNothing() throws IOException {
        Path job = job("input: in.csv", "prompt: '@prompt.txt'", "model: m", "columns: answer", "output: out.csv");

        String printed =
                penstock.run("run", job.toString(), "--dry-run").expectExit(0).out();
        assertThat(model.paid()).isEmpty();
        assertThat(printed)
                .contains("input: " + folder.resolve("in.csv"), "model: m", "output: " + folder.resolve("out.csv"))
                .doesNotContain("dry-run");

        penstock.run("run", job.toString()).expectExit(0);
        assertThat(model.paid())
                .extracting(KeyedProvider.Paid::prompt)
                .containsExactlyInAnyOrder("Classify:\ngood", "Classify:\nbad");
        assertThat(Files.readString(folder.resolve("out.csv"))).isEqualTo("id,text,answer\n1,good,yes\n2,bad,yes\n");

        Path again = Files.writeString(folder.resolve("again.yaml"), printed);
        penstock.run("run", again.toString()).expectExit(0).expectSaid("nothing is paid again");
        assertThat(model.paid()).hasSize(2);

        penstock.run("run", job("input: in.csv", "modle: m").toString())
                .expectExit(2)
                .expectSaid("job.yaml:2: a job has no 'modle'; did you mean 'model'?");
    }

    @Test
    void aJobMayHaveStagesWhoseJsonBecomesColumns() throws IOException {
        model.answer(prompt -> prompt.startsWith("Mood") ? "good or bad" : "{\"mood\":\"good\",\"score\":5}");
        Path job = job(
                "input: in.csv",
                "model: m",
                "columns: error",
                "output: out.csv",
                "stages:",
                "  - {name: mood, prompt: 'Mood of {{input.text}}?'}",
                "  - name: score",
                "    prompt: 'Score {{mood}}'",
                "    expects: json");

        penstock.run("run", job.toString()).expectExit(0);
        assertThat(Files.readString(folder.resolve("out.csv")))
                .isEqualTo("id,text,error,mood,score\n1,good,,good,5\n2,bad,,good,5\n");
        assertThat(penstock.run("results", batch(), "--output-format", "csv", "--columns", "answer", "--no-explode")
                        .expectExit(0)
                        .out())
                .startsWith("id,text,answer\n1,good,\"{\"\"mood\"\":\"\"good\"\",");

        Files.writeString(job, Files.readString(job).replace("expects: json", "expcts: json"));
        penstock.run("run", job.toString())
                .expectExit(2)
                .expectSaid("job.yaml:9: a stage has no \"expcts\"; did you mean \"expects\"?");
    }

    @Test
    void answersBySchemaBecomeColumnsAndThoseThatDoNotMatchAreAskedForAgain() throws IOException {
        Files.writeString(folder.resolve("in.csv"), "id,text\n1,good\n2,bad\n3,ugly\n");
        Files.writeString(folder.resolve("schema.json"), """
                {"type": "object", "required": ["mood", "score"], "additionalProperties": false,
                 "properties": {"score": {"type": "integer", "maximum": 5}, "mood": {"type": "string"}}}
                """);
        model.answer(prompt -> switch (prompt) {
            case "good" -> "{\"mood\":\"fine\",\"score\":5}";
            case "bad" ->
                model.paid().stream()
                                        .filter(call -> call.prompt().equals("bad"))
                                        .count()
                                == 1
                        ? "{\"mood\":\"poor\"}"
                        : "{\"mood\":\"poor\",\"score\":1}";
            default -> "{\"mood\":\"awful\",\"score\":99}";
        });
        String[] run = {
            "run",
            "in.csv",
            "--prompt",
            "{{text}}",
            "--model",
            "m",
            "--schema",
            "schema.json",
            "--columns",
            "error,attempts"
        };

        penstock.run(Stream.concat(Stream.of(run), Stream.of("-o", "out.csv")).toArray(String[]::new))
                .expectExit(3);
        assertThat(Files.readString(folder.resolve("out.csv")))
                .matches("id,text,error,attempts,score,mood\n1,good,,1,5,fine\n2,bad,,2,1,poor\n"
                        + "3,ugly,[^\n]*does not match the schema[^\n]*,6,,\n");
        assertThat(Files.readString(folder.resolve("out.errors.jsonl"))).contains("invalid_response");
        assertThat(model.paid()).hasSize(9);

        penstock.run("results", batch(), "-o", "out.parquet").expectExit(0);
        penstock.run("run", "out.parquet", "--prompt", "{{mood}} {{score}}", "--model", "m", "--dry-run")
                .expectExit(0);
    }

    private String batch() throws IOException {
        return penstock.run("list", "--json").expectExit(0).out().replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    }

    private Path job(String... lines) throws IOException {
        return Files.writeString(folder.resolve("job.yaml"), String.join("\n", lines) + "\n");
    }
}
