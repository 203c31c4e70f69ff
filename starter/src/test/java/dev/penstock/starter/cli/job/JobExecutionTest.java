package dev.penstock.starter.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.starter.cli.output.UsageErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

final class JobExecutionTest {
    @TempDir
    Path folder = Path.of("");

    private final StringWriter said = new StringWriter();
    private String ran = "";
    private String text = "";
    private @Nullable Boolean exploded;
    private List<String> columns = List.of();
    private @Nullable Path pipeline;

    @Command(name = "penstock")
    private static final class Root {}

    @Command(name = "run")
    private final class Run implements Runnable {
        @Parameters
        String input = "";

        @Option(names = "--prompt", paramLabel = "TEXT|@FILE")
        @Nullable
        String prompt;

        @Option(names = "--max-tokens", paramLabel = "N")
        int maxTokens;

        @Option(names = "--deduplicate")
        boolean deduplicate;

        @Option(names = "--columns", split = ",")
        List<String> columns = List.of();

        @Option(names = "--pipeline", paramLabel = "FILE")
        @Nullable
        Path pipeline;

        @Option(names = "--explode", negatable = true)
        @Nullable
        Boolean explode;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE")
        @Nullable
        String output;

        @Spec
        CommandSpec command = CommandSpec.create();

        @Override
        public void run() {
            ran = "%s prompt=%s max=%d deduplicate=%s output=%s"
                    .formatted(input, prompt, maxTokens, deduplicate, output);
            exploded = explode;
            JobExecutionTest.this.columns = columns;
            JobExecutionTest.this.pipeline = pipeline;
            text = JobText.of(input, command.commandLine().getParseResult(), "--dry-run");
        }
    }

    @Test
    void aJobIsTheCommandLineThatItStandsFor() throws IOException {
        run(job("input: a.csv", "prompt: '{{text}}'", "max-tokens: 5", "deduplicate: true", "output: out.jsonl"));

        assertThat(ran)
                .isEqualTo("%s prompt={{text}} max=5 deduplicate=true output=%s"
                        .formatted(folder.resolve("a.csv"), folder.resolve("out.jsonl")));
    }

    @Test
    void theCommandLineWins() throws IOException {
        String job = job("input: a.csv", "prompt: '{{text}}'", "max-tokens: 5", "output: out.jsonl");

        run("--max-tokens", "7", job, "-o", "mine.jsonl");

        assertThat(ran)
                .isEqualTo("%s prompt={{text}} max=7 deduplicate=false output=mine.jsonl"
                        .formatted(folder.resolve("a.csv")));
    }

    @Test
    void pathsAreRelativeToTheJobAndAddressesAndTextsStayAsTheyAre() throws IOException {
        run(job("input: '-'", "prompt: '@prompts/first.txt'"));
        assertThat(ran).startsWith("- prompt=@%s max".formatted(folder.resolve("prompts/first.txt")));

        run(job("input: s3://bucket/in.jsonl", "prompt: 'mail me@example.com'"));
        assertThat(ran).startsWith("s3://bucket/in.jsonl prompt=mail me@example.com max");
    }

    @Test
    void theTextOfACommandLineIsTheSameJobAgain() throws IOException {
        run(
                folder.resolve("a.csv").toString(),
                "--prompt",
                "first: line\n\n{{text}} # no comment\n",
                "--max-tokens=5",
                "--deduplicate");
        String before = ran;

        run(job(text.split("\n", -1)));

        assertThat(ran).isEqualTo(before);
        assertThat(text).startsWith("input: " + folder.resolve("a.csv")).contains("\nmax-tokens: 5\n");
    }

    @Test
    void namesThatAreGivenOneByOneAreAllInTheText() throws IOException {
        run(folder.resolve("a.csv").toString(), "--columns", "answer", "--columns", "error,model");

        assertThat(text).contains("\ncolumns: answer,error,model\n");
        run(job(text.split("\n", -1)));
        assertThat(columns).containsExactly("answer", "error", "model");
    }

    @Test
    void anOptionOfSeveralNamesMayBeAList() throws IOException {
        run(job("input: a.csv", "columns: [answer, error]"));
        assertThat(columns).containsExactly("answer", "error");
        run(job("input: a.csv", "columns: answer,error"));
        assertThat(columns).containsExactly("answer", "error");
        assertThat(mistake(job("input: a.csv", "prompt: [a, b]"))).contains(":2:1: 'prompt' must be a single value");
    }

    @Test
    void theStagesOfAJobAreThoseOfTheJobsFile() throws IOException {
        String job = job("input: a.csv", "stages:", "  - {name: first, prompt: x}");
        run(job);
        assertThat(pipeline).isEqualTo(Path.of(job));
        run(job("input: a.csv", "pipeline: stages.yaml"));
        assertThat(pipeline).isEqualTo(folder.resolve("stages.yaml"));
        run(job("input: a.csv", "stages: []"), "--pipeline", "mine.yaml");
        assertThat(pipeline).isEqualTo(Path.of("mine.yaml"));

        assertThat(mistake(job("input: a.csv", "pipeline: stages.yaml", "stages: []")))
                .endsWith(":3: a job has its stages here or in the file that 'pipeline' names, not both");
        assertThat(mistake(job("stages:", "  - {name: first, prompt: x}")))
                .endsWith("has no 'input', the file with the prompts; a file with stages alone is for --pipeline");
    }

    @Test
    void aSwitchThatCanBeTurnedOffIsTurnedOff() throws IOException {
        run(job("input: a.csv", "explode: false"));
        assertThat(exploded).isFalse();
        run("--explode", job("input: a.csv", "explode: false"));
        assertThat(exploded).isTrue();

        run(folder.resolve("a.csv").toString(), "--no-explode");
        assertThat(text).contains("\nexplode: false\n");
        run(job(text.split("\n", -1)));
        assertThat(exploded).isFalse();
    }

    @Test
    void anUnknownKeyIsToldWithItsLineAndTheNearestName() throws IOException {
        String job = job("input: a.csv", "promt: x");

        assertThat(mistake(job)).isEqualTo(job + ":2: a job has no 'promt'; did you mean 'prompt'?");
    }

    @Test
    void aWrongValueIsToldWithItsLine() throws IOException {
        String job = job("input: a.csv", "", "max-tokens: many");
        assertThat(mistake(job)).startsWith(job + ":3: Invalid value for option '--max-tokens': 'many'");

        String flag = job("input: a.csv", "deduplicate: sometimes");
        assertThat(mistake(flag)).isEqualTo(flag + ":2: 'deduplicate' must be true or false, not 'sometimes'");
    }

    @Test
    void aJobNeedsAnInput() throws IOException {
        assertThat(mistake(job("prompt: x"))).endsWith("has no 'input', the file with the prompts");
    }

    @Test
    void whatIsNoFlatFileIsRefusedInOneSentence() throws IOException {
        assertThat(mistake(job("input: a.csv", "prompt: {a: b}")))
                .contains(":2:1: 'prompt' must be a single value")
                .contains("is read as a job");
        assertThat(mistake(job("input: a.csv", "columns:", "  - name: first")))
                .contains(":2:1: 'columns' must be a single value or a list of such");
        assertThat(mistake(job("- a"))).contains(":1: there must be lines such as 'input:'");
        assertThat(mistake("none.yaml")).isEqualTo("there is no file none.yaml");
    }

    @Test
    void aFileThatUnfoldsIsRefused() throws IOException {
        String lines = IntStream.range(1, 40)
                .mapToObj(i ->
                        "l%d: &l%d {a: *l%d, b: *l%d, c: *l%d, d: *l%d}".formatted(i, i, i - 1, i - 1, i - 1, i - 1))
                .collect(Collectors.joining("\n"));

        assertThat(mistake(job("l0: &l0 {a: x}", lines))).contains("not YAML: Number of aliases");
    }

    private String job(String... lines) throws IOException {
        return Files.writeString(folder.resolve("job.yaml"), String.join("\n", List.of(lines)))
                .toString();
    }

    private String mistake(String... arguments) {
        ran = "";
        said.getBuffer().setLength(0);
        int code = run(arguments);
        assertThat(ran).isEmpty();
        assertThat(code).isNotZero();
        return said.toString().lines().findFirst().orElse("").replaceFirst("^penstock: ", "");
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "run";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return plain().setExecutionStrategy(new JobExecution(this::plain)).execute(all);
    }

    private CommandLine plain() {
        return new CommandLine(new Root())
                .addSubcommand(new Run())
                .setExpandAtFiles(false)
                .setErr(new PrintWriter(said, true))
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return 2;
                });
    }
}
