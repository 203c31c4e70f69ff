package dev.penstock.starter.cli.job;

import dev.penstock.starter.cli.output.UserError;
import dev.penstock.worker.config.FlatYamlFile;
import dev.penstock.worker.config.NearestName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A job as a YAML file: {@code input}, options under their long names, and the {@code stages} of a pipeline. Relative paths are
 * relative to the file.
 *
 * @param entries what the file says, by name
 */
record JobFile(Path path, Map<String, FlatYamlFile.Entry> entries) {
    static final String INPUT = "input";
    private static final String STAGES = "stages";
    private static final String PIPELINE = "pipeline";

    /** Returns whether an input is a job; its name says so. */
    static boolean isJob(String input) {
        return input.toLowerCase(Locale.ROOT).matches(".+\\.ya?ml");
    }

    /**
     * Reads a job.
     *
     * @param run the command whose options a job may have
     * @throws UserError with file and line
     */
    static JobFile read(String name, CommandSpec run) {
        Path path = Path.of(name);
        if (!Files.isReadable(path)) {
            throw new UserError(Files.exists(path) ? name + " cannot be read" : "there is no file " + name);
        }
        try {
            Map<String, FlatYamlFile.Entry> entries = new LinkedHashMap<>();
            for (FlatYamlFile.Entry entry : FlatYamlFile.read(path, lists(run), Set.of(STAGES))) {
                check(entry, run);
                entries.put(entry.name(), entry);
            }
            if (!entries.containsKey(INPUT) || entries.get(INPUT).text().isBlank()) {
                throw new UserError("%s is read as a job, and has no '%s', the file with the prompts%s"
                        .formatted(
                                name,
                                INPUT,
                                entries.containsKey(STAGES) ? "; a file with stages alone is for --pipeline" : ""));
            }
            if (entries.containsKey(STAGES) && entries.containsKey(PIPELINE)) {
                throw new UserError("%s: a job has its stages here or in the file that '%s' names, not both"
                        .formatted(entries.get(STAGES).place(), PIPELINE));
            }
            return new JobFile(path, entries);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage() + " (a file %s is read as a job)".formatted(path.getFileName()));
        }
    }

    private static Set<String> lists(CommandSpec run) {
        Set<String> lists = new HashSet<>();
        options(run).forEach((name, option) -> {
            if (!option.splitRegex().isEmpty()) {
                lists.add(name);
            }
        });
        return lists;
    }

    private static void check(FlatYamlFile.Entry entry, CommandSpec run) {
        List<String> names = Stream.concat(Stream.of(INPUT, STAGES), options(run).keySet().stream())
                .toList();
        if (!names.contains(entry.name())) {
            String hint = NearestName.of(entry.name(), names)
                    .map("; did you mean '%s'?"::formatted)
                    .orElse("; its keys are 'input', 'stages' and the long options of `penstock run`");
            throw new UserError("%s: a job has no '%s'%s".formatted(entry.place(), entry.name(), hint));
        }
        OptionSpec option = options(run).get(entry.name());
        if (option != null && isSwitch(option) && !entry.text().matches("true|false")) {
            throw new UserError(
                    "%s: '%s' must be true or false, not '%s'".formatted(entry.place(), entry.name(), entry.text()));
        }
    }

    /** Returns the input as an argument of the command line. */
    String input() {
        return paths().input(find(INPUT).map(FlatYamlFile.Entry::text).orElseThrow());
    }

    /** Returns the options that the command has and the command line leaves open, as its arguments. */
    List<String> arguments(CommandSpec command, List<OptionSpec> given) {
        List<String> arguments = new ArrayList<>();
        options(command)
                .forEach((name, option) -> find(name)
                        .filter(entry -> given.stream()
                                .noneMatch(one -> one.longestName().equals(option.longestName())))
                        .flatMap(entry -> argument(option, entry.text()))
                        .ifPresent(arguments::add));
        return arguments;
    }

    private Optional<String> argument(OptionSpec option, String text) {
        if (!isSwitch(option)) {
            return Optional.of(option.longestName() + "=" + paths().value(option, text));
        }
        if (text.equals("true")) {
            return Optional.of(option.longestName());
        }
        return option.negatable() ? Optional.of(option.longestName().replaceFirst("^--", "--no-")) : Optional.empty();
    }

    /** Returns an entry; for the option that names a pipeline's file, the job itself if that has the stages. */
    Optional<FlatYamlFile.Entry> find(String name) {
        FlatYamlFile.Entry stages = name.equals(PIPELINE) ? entries.get(STAGES) : null;
        return stages == null
                ? Optional.ofNullable(entries.get(name))
                : Optional.of(
                        new FlatYamlFile.Entry(PIPELINE, path.toAbsolutePath().toString(), stages.place()));
    }

    private JobPaths paths() {
        return new JobPaths(path::resolveSibling);
    }

    /** Returns the options that may stand in a job, by their long names without dashes. */
    static Map<String, OptionSpec> options(CommandSpec command) {
        Map<String, OptionSpec> options = new LinkedHashMap<>();
        command.options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                .forEach(option -> options.put(option.longestName().replaceFirst("^--", ""), option));
        return options;
    }

    static boolean isSwitch(OptionSpec option) {
        return option.arity().max() == 0;
    }
}
