package dev.penstock.worker.config;

import dev.penstock.store.line.SmallTextFile;
import dev.penstock.worker.config.RawSetting.Group;
import dev.penstock.worker.config.RawSetting.Series;
import dev.penstock.worker.config.RawSetting.Value;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a YAML file into texts with their lines; the readers of settings decide on types. */
final class YamlFile {
    /** The greatest depth of nesting: deeper than any valid setting, and an end for a structure that contains itself. */
    private static final int DEEPEST = 8;

    private final String name;
    private final Set<String> unread;
    private final String example;

    private YamlFile(String name, Set<String> unread, String example) {
        this.name = name;
        this.unread = unread;
        this.example = example;
    }

    /**
     * @param name what the user calls the file
     */
    static Group read(Path file, String name) {
        return read(file, name, Set.of(), "pools");
    }

    /**
     * @param unread members of the file whose values may be of any form, and are empty here
     * @param example a member that such a file has, for people
     */
    static Group read(Path file, String name, Set<String> unread, String example) {
        try {
            String text = SmallTextFile.read(file);
            return new YamlFile(name, unread, example).root(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(name + " is not text in UTF-8");
        } catch (IOException e) {
            throw new ConfigurationException("cannot read %s: %s".formatted(name, e));
        }
    }

    private Group root(String text) {
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            SourcePosition top = SourcePosition.top(name);
            if (root == null || root.getTag().equals(Tag.NULL)) {
                return Group.of(null, top);
            }
            if (setting(root, place(root), 0) instanceof Group group) {
                return group;
            }
            throw top.wrong("there must be lines such as '%s:'".formatted(example));
        } catch (MarkedYAMLException e) {
            // The library's message is left out, because it quotes the line, which may have a key in it.
            SourcePosition place = e.getProblemMark() == null ? SourcePosition.top(name) : place(e.getProblemMark());
            throw place.wrong("not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new ConfigurationException("%s: not YAML: %s".formatted(name, message));
        }
    }

    private RawSetting setting(Node node, SourcePosition place, int depth) {
        if (depth > DEEPEST) {
            throw place.wrong("groups are nested too deep");
        }
        return switch (node) {
            case ScalarNode scalar -> value(scalar, place);
            case SequenceNode sequence
            when sequence.getValue().stream().anyMatch(MappingNode.class::isInstance) -> groups(sequence, place, depth);
            case SequenceNode sequence -> series(sequence, place);
            case MappingNode mapping -> group(mapping, place, depth);
            default -> throw place.wrong("this form of YAML is not supported");
        };
    }

    private static Value value(ScalarNode scalar, SourcePosition place) {
        return new Value(place, scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue());
    }

    /** Reads a list of groups, which are called by their numbers. */
    private Group groups(SequenceNode sequence, SourcePosition place, int depth) {
        Map<String, RawSetting> members = new LinkedHashMap<>();
        for (Node node : sequence.getValue()) {
            if (!(node instanceof MappingNode mapping)) {
                throw place(node).wrong("this list must hold groups such as {pool: openai}, and no single values");
            }
            members.put(String.valueOf(members.size() + 1), group(mapping, place(node), depth + 1));
        }
        return new Group(place, members, true);
    }

    private Series series(SequenceNode sequence, SourcePosition place) {
        List<Value> values = sequence.getValue().stream()
                .map(node -> {
                    if (node instanceof ScalarNode scalar) {
                        return value(scalar, place(node));
                    }
                    throw place(node).wrong("a list may only hold single values");
                })
                .toList();
        return new Series(place, values);
    }

    private Group group(MappingNode mapping, SourcePosition place, int depth) {
        Map<String, RawSetting> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            SourcePosition here = place(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw here.wrong("a name must be plain text");
            }
            // A member's position is that of its name, so that errors about either have the same line.
            RawSetting read = depth == 0 && unread.contains(key.getValue())
                    ? new Value(here, "")
                    : setting(tuple.getValueNode(), here, depth + 1);
            RawSetting before = members.put(key.getValue(), read);
            if (before != null) {
                throw here.wrong("'%s' is set twice, first on line %d"
                        .formatted(key.getValue(), before.place().line()));
            }
        }
        return new Group(place, members);
    }

    private SourcePosition place(Node node) {
        return place(node.getStartMark());
    }

    private SourcePosition place(Mark mark) {
        return new SourcePosition(name, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
