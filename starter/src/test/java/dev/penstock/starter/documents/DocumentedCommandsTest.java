package dev.penstock.starter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.starter.cli.PenstockCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The command line understands every command that a document shows, and the reference names every command and option. */
final class DocumentedCommandsTest {
    private static final Set<String> SHELL = Set.of("", "sh", "bash");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
    /** Options of other programs that documents speak of. */
    private static final Set<String> OTHERS = Set.of("--scale");

    @Test
    void everyCommandOfACodeBlockCanBeParsed() {
        List<String> mistakes = new ArrayList<>();
        for (Document document : Document.all()) {
            document.blocks().stream()
                    .filter(block -> SHELL.contains(block.language()))
                    .flatMap(block -> commandLines(block.code()))
                    .flatMap(line -> ShellLine.commands(line).stream())
                    .filter(DocumentedCommandsTest::isPenstock)
                    .forEach(words -> parse(words, false, document, mistakes));
        }

        assertThat(mistakes).isEmpty();
    }

    @Test
    void everyCommandInTheTextExists() {
        List<String> mistakes = new ArrayList<>();
        for (Document document : Document.all()) {
            document.inlineCode().stream()
                    .flatMap(code -> ShellLine.commands(code).stream())
                    .filter(DocumentedCommandsTest::isPenstock)
                    .filter(words -> !words.contains("…"))
                    .forEach(words -> parse(words, true, document, mistakes));
        }

        assertThat(mistakes).isEmpty();
    }

    @Test
    void everyOptionInTheUsersPagesExists() {
        Set<String> known = new HashSet<>(OTHERS);
        commands(root().getCommandSpec())
                .forEach(command -> command.options().forEach(option -> {
                    known.addAll(List.of(option.names()));
                    Stream.of(option.names())
                            .map(name -> name.replace("--", "--no-"))
                            .forEach(known::add);
                }));

        for (Document document : Document.all()) {
            List<String> mentioned = document.inlineCode().stream()
                    .filter(code -> code.startsWith("--"))
                    .flatMap(code -> OPTION.matcher(code).results().map(match -> match.group()))
                    .toList();
            assertThat(known).as("options named in " + document.name()).containsAll(mentioned);
        }
    }

    @Test
    void theReferenceHasEveryCommandAndOption() {
        String reference = Document.read("docs/commands.md").text()
                + Document.read("docs/service.md").text();

        commands(root().getCommandSpec()).forEach(command -> {
            String name = command.qualifiedName().replaceFirst("^penstock ?", "");
            assertThat(reference).contains("`" + name);
            command.options().stream()
                    .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                    .forEach(option -> assertThat(reference)
                            .as("options of " + name)
                            .containsPattern("[` ]" + Pattern.quote(option.longestName()) + "[` \\\\=]"));
        });
    }

    /** A block with prompts is a transcript, in which only the lines behind them are commands. */
    private static Stream<String> commandLines(String code) {
        String whole = code.replaceAll("\\\\\\n\\s*", " ");
        boolean isTranscript = whole.startsWith("$ ") || whole.contains("\n$ ");
        return whole.lines()
                .map(String::strip)
                .filter(line -> !isTranscript || line.startsWith("$ "))
                .map(line -> line.startsWith("$ ") ? line.substring(2) : line);
    }

    private static boolean isPenstock(List<String> words) {
        return !words.isEmpty() && words.getFirst().matches("(\\./)?penstock");
    }

    private static void parse(List<String> words, boolean mayLackParameters, Document document, List<String> mistakes) {
        try {
            var unused = root().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
        } catch (MissingParameterException e) {
            if (!mayLackParameters) {
                mistakes.add(document.name() + ": " + String.join(" ", words) + ": " + e.getMessage());
            }
        } catch (ParameterException e) {
            mistakes.add(document.name() + ": " + String.join(" ", words) + ": " + e.getMessage());
        }
    }

    private static CommandLine root() {
        return new CommandLine(new PenstockCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static Stream<CommandSpec> commands(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(below -> !below.usageMessage().hidden())
                .flatMap(below -> Stream.concat(Stream.of(below), commands(below)));
    }
}
