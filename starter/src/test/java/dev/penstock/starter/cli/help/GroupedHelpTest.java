package dev.penstock.starter.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.starter.cli.PenstockCommand;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

final class GroupedHelpTest {
    private final CommandLine root = GroupedHelp.layOut(new CommandLine(new PenstockCommand()));

    @Test
    void theHelpOfEveryCommandFitsEightyColumns() {
        everyCommand(root)
                .forEach(command -> assertThat(help(command).lines())
                        .as(command.getCommandSpec().qualifiedName())
                        .allMatch(line -> line.length() <= 80));
    }

    @Test
    void theOptionsThatAreUsedMostComeFirst() {
        List<String> headings = headings(helpOfRun());

        assertThat(headings)
                .containsExactly(
                        "Most used",
                        "Input",
                        "Prompt and model",
                        "Output",
                        "Limits",
                        "Money",
                        "How it runs",
                        "Provider",
                        "Help");
    }

    @Test
    void everyOptionOfACommandWithManyHasItsPlace() {
        everyCommand(root)
                .filter(command -> help(command).contains("[OPTIONS]"))
                .forEach(command -> assertThat(GroupedHelp.grouped(command.getCommandSpec()))
                        .as("add the option to HelpGroup: " + command.getCommandName())
                        .doesNotContainKey("Others"));
    }

    @Test
    void noOptionIsTwiceInAHelp() {
        String help = helpOfRun();

        assertThat(help.lines().filter(line -> line.contains("--model="))).hasSize(1);
    }

    @Test
    void everyCommandStandsUnderAHeading() {
        assertThat(headings(help(root))).contains("Batches", "Services").doesNotContain("Others");
        root.getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .forEach(command -> assertThat(help(root)).contains("\n  " + command.getCommandName()));
    }

    private String helpOfRun() {
        return everyCommand(root)
                .filter(command -> command.getCommandName().equals("run"))
                .map(GroupedHelpTest::help)
                .findFirst()
                .orElseThrow();
    }

    private static String help(CommandLine command) {
        return command.getUsageMessage(Ansi.OFF);
    }

    /** A heading has an empty line before it, and no colon. */
    private static List<String> headings(String help) {
        return Stream.of(help.split("\n\n"))
                .skip(1)
                .map(part -> part.lines().findFirst().orElse(""))
                .filter(line -> !line.startsWith(" "))
                .toList();
    }

    private static Stream<CommandLine> everyCommand(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(GroupedHelpTest::everyCommand));
    }
}
