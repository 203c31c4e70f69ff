package dev.penstock.starter.cli.help;

import dev.penstock.starter.cli.output.FileArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the script that completes commands and options in the fish shell, which the library for bash and zsh cannot. */
final class FishCompletion {

    private final String program;
    private final List<String> lines = new ArrayList<>();

    private FishCompletion(String program) {
        this.program = program;
    }

    static String script(CommandSpec root) {
        FishCompletion completion = new FishCompletion(root.name());
        completion.lines.add("# fish completion for " + root.name());
        completion.lines.add("complete -c %s -f".formatted(root.name()));
        completion.add(root, List.of());
        return completion.lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private void add(CommandSpec command, List<String> path) {
        List<CommandSpec> below = command.subcommands().values().stream()
                .map(line -> line.getCommandSpec())
                .filter(one -> !one.usageMessage().hidden())
                .toList();
        String here = seen(path);
        String names = below.stream().map(CommandSpec::name).collect(Collectors.joining(" "));
        String before =
                below.isEmpty() || path.isEmpty() ? here : here + "; and not __fish_seen_subcommand_from " + names;
        for (CommandSpec one : below) {
            lines.add(start(before) + " -a " + one.name()
                    + described(one.usageMessage().description()));
        }
        command.options().stream().filter(option -> !option.hidden()).forEach(option -> addOption(option, before));
        for (ArgSpec argument : command.positionalParameters()) {
            String offered = FileArgument.is(argument) ? " -F" : candidates(argument);
            if (!offered.isEmpty()) {
                lines.add(start(here) + offered);
            }
        }
        below.forEach(one -> add(one, append(path, one.name())));
    }

    private void addOption(OptionSpec option, String when) {
        StringBuilder line = new StringBuilder(start(when));
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
        }
        if (option.arity().max() > 0 && !option.negatable()) {
            line.append(FileArgument.is(option) ? " -r -F" : " -x" + candidates(option));
        }
        lines.add(line + described(option.description()));
        if (option.negatable()) {
            lines.add(start(when) + " -l no-" + option.longestName().substring(2));
        }
    }

    private String start(String when) {
        return "complete -c %s -n '%s'".formatted(program, when);
    }

    private static String seen(List<String> path) {
        return path.isEmpty()
                ? "__fish_use_subcommand"
                : path.stream()
                        .map(name -> "__fish_seen_subcommand_from " + name)
                        .collect(Collectors.joining("; and "));
    }

    private static String candidates(ArgSpec argument) {
        if (argument.completionCandidates() == null) {
            return "";
        }
        List<String> values = new ArrayList<>();
        argument.completionCandidates().forEach(values::add);
        return values.isEmpty() ? "" : " -a " + quoted(String.join(" ", values));
    }

    private static String described(String[] description) {
        return description.length == 0 ? "" : " -d " + quoted(GroupedHelp.firstClause(description[0]));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static List<String> append(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }
}
