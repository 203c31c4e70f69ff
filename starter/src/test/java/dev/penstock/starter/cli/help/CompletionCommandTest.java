package dev.penstock.starter.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.starter.cli.PenstockCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CompletionCommandTest {
    @TempDir
    Path folder;

    @Test
    void bashCompletesCommandsOptionsAndValues() throws Exception {
        Path script = Files.writeString(folder.resolve("completion"), completion("bash"));

        assertThat(inBash(script, "penstock", "res")).contains("results", "resume");
        assertThat(inBash(script, "penstock", "run", "--res")).containsExactly("--response-format");
        assertThat(inBash(script, "penstock", "run", "--format", "")).contains("csv", "jsonl");
        assertThat(inBash(script, "penstock", "run", "--priority", "")).containsExactly("high", "normal", "low");
        assertThat(inBash(script, "penstock", "run", "--lane", "pro")).containsExactly("provider-batch");
        assertThat(inBash(script, "penstock", "rehe")).isEmpty();
    }

    @Test
    void bashCompletesFilesWhereTheyMayStand() throws Exception {
        Path script = Files.writeString(folder.resolve("completion"), completion("bash"));
        String begun = Files.writeString(folder.resolve("reviews.csv"), "text")
                .toString()
                .replace("ews.csv", "");

        assertThat(inBash(script, "penstock", "run", begun)).containsExactly(begun + "ews.csv");
        assertThat(inBash(script, "penstock", "estimate", begun)).containsExactly(begun + "ews.csv");
        assertThat(inBash(script, "penstock", "run", "in.csv", "-o", begun)).containsExactly(begun + "ews.csv");
        assertThat(inBash(script, "penstock", "status", begun)).isEmpty();
    }

    @Test
    void zshReadsBashsScript() {
        assertThat(completion("zsh")).contains("bashcompinit").isEqualTo(completion("bash"));
    }

    @Test
    void fishGetsCommandsOptionsFilesAndValues() {
        assertThat(completion("fish").lines())
                .contains(
                        "complete -c penstock -n '__fish_use_subcommand' -a pause -d 'Pause a batch until `penstock"
                                + " resume`'",
                        "complete -c penstock -n '__fish_seen_subcommand_from run' -F",
                        "complete -c penstock -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'",
                        "complete -c penstock -n '__fish_seen_subcommand_from status' -l json"
                                + " -d 'Print the answer as JSON on standard output'")
                .anyMatch(line -> line.contains("from run' -l format -x -a 'auto openai jsonl"))
                .anyMatch(line -> line.contains("from run' -l pipeline -r -F"))
                .anyMatch(line -> line.contains("from serve' -l no-keys"))
                .anyMatch(line -> line.contains("from pool; and __fish_seen_subcommand_from set' -l rpm -x"))
                .noneMatch(line -> line.contains("rehearse"));
    }

    private static String completion(String shell) {
        StringWriter out = new StringWriter();
        int unused = new CommandLine(new PenstockCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .execute("completion", shell);
        return out.toString();
    }

    /** Asks the completion function, as bash does when Tab is pressed after the last word. */
    private static List<String> inBash(Path script, String... words) throws IOException, InterruptedException {
        String program = """
            source "$1"; shift
            compopt() { :; }
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
            _complete_penstock
            printf '%s\\n' "${COMPREPLY[@]}"
            """;
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", program, "bash"));
        command.add(script.toString());
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        String offered = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(offered).isZero();
        return offered.lines().filter(line -> !line.isBlank()).toList();
    }
}
