package dev.penstock.starter.pipeline;

import dev.penstock.activities.answer.schema.AnswerSchemas;
import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.WrongStage;
import dev.penstock.store.line.SmallTextFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@code pipeline.yaml}, which has {@code stages:} and nothing else, or the stages of a job, which has {@code input:}. */
public final class PipelineFile {
    private static final String STAGES = "stages";
    private static final String INPUT_OF_A_JOB = "input";

    private final String name;
    private final String text;

    private PipelineFile(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /**
     * Returns the checked stages in the form of a batch's specification.
     *
     * @throws IllegalArgumentException with file, line and a sentence for the user
     */
    public static List<?> read(Path file) {
        try {
            return new PipelineFile(file.toString(), SmallTextFile.read(file)).stages();
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file, e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is not text in UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private List<?> stages() {
        try {
            SequenceNode places = places();
            List<?> typed = new Constructor().read(places);
            try {
                AnswerSchemas.check(Pipeline.of(typed));
            } catch (WrongStage wrong) {
                throw at(line(places, wrong), String.valueOf(wrong.getMessage()));
            }
            return typed;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw at(line, "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw at(
                    1,
                    "not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private SequenceNode places() {
        Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
        if (!(root instanceof MappingNode top)) {
            throw at(1, "there must be a line 'stages:'");
        }
        SequenceNode found = null;
        boolean isJob = top.getValue().stream().anyMatch(member -> key(member).equals(INPUT_OF_A_JOB));
        for (NodeTuple member : top.getValue()) {
            String key = key(member);
            if (isJob && !key.equals(STAGES)) {
                continue;
            }
            if (!key.equals(STAGES)) {
                throw at(
                        line(member.getKeyNode()),
                        "a pipeline file has no key '%s'; its only key is 'stages'".formatted(key));
            }
            if (!(member.getValueNode() instanceof SequenceNode list)
                    || list.getValue().isEmpty()) {
                throw at(line(member.getKeyNode()), "stages must be a list of one stage or more");
            }
            found = list;
        }
        if (found == null) {
            throw at(1, "there must be a line 'stages:'");
        }
        return found;
    }

    private static String key(NodeTuple member) {
        return member.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** Returns the line of the wrong key, or of its stage. */
    private static int line(SequenceNode places, WrongStage wrong) {
        Node stage = places.getValue().get(wrong.index());
        if (stage instanceof MappingNode members) {
            for (NodeTuple member : members.getValue()) {
                if (member.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(wrong.key())) {
                    return line(key);
                }
            }
        }
        return line(stage);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private IllegalArgumentException at(int line, String message) {
        return new IllegalArgumentException("%s:%d: %s".formatted(name, line, message));
    }

    /** Converts parsed YAML nodes to values. */
    private static final class Constructor extends SafeConstructor {
        private Constructor() {
            super(new LoaderOptions());
        }

        private List<?> read(SequenceNode stages) {
            return (List<?>) constructDocument(stages);
        }
    }
}
