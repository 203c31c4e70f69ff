package dev.penstock.starter.cli.job;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Writes a command line as the job that stands for it, with absolute paths, so that it may be saved anywhere. */
public final class JobText {
    private static final int WIDTH = 120;
    private static final JobPaths ABSOLUTE =
            new JobPaths(path -> path.toAbsolutePath().normalize());

    private JobText() {}

    /**
     * Returns the job as YAML.
     *
     * @param except the option that asked for it
     */
    public static String of(String input, ParseResult command, String except) {
        List<NodeTuple> entries = new ArrayList<>();
        entries.add(entry(JobFile.INPUT, ABSOLUTE.input(input)));
        JobFile.options(command.commandSpec()).forEach((name, option) -> {
            if (command.hasMatchedOption(option) && !option.longestName().equals(except)) {
                entries.add(entry(name, value(option)));
            }
        });
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.BLOCK);
        options.setWidth(WIDTH);
        StringWriter text = new StringWriter();
        new Yaml(options).serialize(new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK), text);
        return text.toString();
    }

    private static String value(OptionSpec option) {
        if (JobFile.isSwitch(option)) {
            return option.negatable() ? String.valueOf(option.<Object>getValue()) : "true";
        }
        List<String> values = option.originalStringValues();
        // Names that are given one by one add up; of a single value the last one counts.
        return ABSOLUTE.value(
                option, option.isMultiValue() ? String.join(option.splitRegex(), values) : values.getLast());
    }

    private static NodeTuple entry(String name, String value) {
        ScalarStyle style = value.contains("\n") ? ScalarStyle.LITERAL : ScalarStyle.PLAIN;
        Tag tag = style == ScalarStyle.LITERAL ? Tag.STR : new Resolver().resolve(NodeId.scalar, value, true);
        return new NodeTuple(
                new ScalarNode(Tag.STR, name, null, null, ScalarStyle.PLAIN),
                new ScalarNode(tag, value, null, null, style));
    }
}
