package dev.penstock.starter.cli.help;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lays out {@code --help}: options and commands stand under headings where there are many. */
public final class GroupedHelp {
    /** As many options fit on a screen without headings. */
    private static final int UNGROUPED = 8;

    private static final String OTHERS = "Others";
    private static final int COMMAND_COLUMN = 16;

    private GroupedHelp() {}

    /** Lays out the help of a command and of all commands below it. */
    public static CommandLine layOut(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.usageMessage().width(80);
        if (shown(spec).size() > UNGROUPED) {
            spec.usageMessage().abbreviateSynopsis(true);
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, GroupedHelp::options);
        }
        if (spec.parent() == null) {
            spec.usageMessage().commandListHeading("");
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, GroupedHelp::commands);
        }
        command.getSubcommands().values().forEach(GroupedHelp::layOut);
        return command;
    }

    /** Returns the options by heading, in the order of the groups; what is in no group stands under "Others". */
    static Map<String, List<OptionSpec>> grouped(CommandSpec command) {
        return byHeading(HelpGroup.ofOptions(command.name()), shown(command), OptionSpec::longestName);
    }

    private static String options(Help help) {
        Map<String, List<OptionSpec>> groups = grouped(help.commandSpec());
        List<OptionSpec> all = groups.values().stream().flatMap(List::stream).toList();
        StringBuilder text = new StringBuilder();
        groups.forEach((heading, options) -> text.append(heading(help, heading))
                // All groups are laid out for all options, so that their columns are equal.
                .append(help.optionListExcludingGroups(
                        options,
                        help.createDefaultLayout(all, List.of(), help.colorScheme()),
                        null,
                        help.parameterLabelRenderer())));
        return text.toString();
    }

    private static String commands(Help help) {
        StringBuilder text = new StringBuilder();
        byHeading(HelpGroup.ofCommands(), List.copyOf(help.subcommands().entrySet()), Map.Entry::getKey)
                .forEach((heading, commands) ->
                        text.append(heading(help, heading)).append(list(help, commands)));
        return text.toString();
    }

    private static String list(Help help, List<Map.Entry<String, Help>> commands) {
        int width = help.commandSpec().usageMessage().width();
        TextTable table = TextTable.forColumns(
                help.colorScheme(),
                new Column(COMMAND_COLUMN, 2, Column.Overflow.SPAN),
                new Column(width - COMMAND_COLUMN, 1, Column.Overflow.WRAP));
        for (Map.Entry<String, Help> command : commands) {
            String[] description =
                    command.getValue().commandSpec().usageMessage().description();
            Text said = help.colorScheme().text(description.length == 0 ? "" : firstClause(description[0]));
            table.addRowValues(help.colorScheme().commandText(command.getKey()), said);
        }
        return table.toString();
    }

    /** The list of commands says what each does; its own help says the rest. */
    static String firstClause(String description) {
        return description.split("(?<=\\.) |; |: ", 2)[0].replaceFirst("\\.$", "");
    }

    private static String heading(Help help, String heading) {
        return help.createHeading("%n@|bold,underline " + heading + "|@%n");
    }

    private static List<OptionSpec> shown(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    private static <T> Map<String, List<T>> byHeading(List<HelpGroup> groups, List<T> all, Function<T, String> name) {
        List<T> rest = new ArrayList<>(all);
        Map<String, List<T>> found = new LinkedHashMap<>();
        for (HelpGroup group : groups) {
            List<T> members = group.names().stream()
                    .flatMap(wanted ->
                            rest.stream().filter(one -> name.apply(one).equals(wanted)))
                    .toList();
            rest.removeAll(members);
            if (!members.isEmpty()) {
                found.put(group.heading(), members);
            }
        }
        if (!rest.isEmpty()) {
            found.put(OTHERS, rest);
        }
        return found;
    }
}
