package dev.penstock.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.formats.PromptTemplate.MissingFieldException;
import dev.penstock.store.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Refuses a prompt without placeholders for an input with fields: each line would send, and pay for, the same words. */
final class UnusedFields {
    private final BatchSpec spec;
    private boolean checked;

    UnusedFields(BatchSpec spec) {
        this.spec = spec;
        this.checked = spec.has(SpecKey.REPEAT);
    }

    /**
     * Checks the prompts against the fields of the first line.
     *
     * @throws UnreadableInputException in a sentence that shows how to name a field
     */
    void refuse(ObjectNode fields) {
        if (checked || fields.isEmpty()) {
            return;
        }
        checked = true;
        spec.prompt()
                .filter(prompt -> PromptTemplate.of(prompt).fields().isEmpty())
                .filter(prompt -> !PromptContent.usesFile(PromptTemplate.of(prompt), fields))
                .ifPresent(prompt -> refuse("the prompt", prompt, "", fields));
        spec.stages().stream()
                .flatMap(stages -> stages.each().stream())
                .filter(stage -> PromptTemplate.of(stage.prompt()).fields().isEmpty())
                .findFirst()
                .ifPresent(stage -> refuse(shown(stage), stage.prompt(), "input.", fields));
    }

    private static String shown(Stage stage) {
        return "the prompt of stage \"%s\"".formatted(stage.name());
    }

    private static void refuse(String what, String prompt, String root, ObjectNode fields) {
        throw new UnreadableInputException(
                "%s uses none of the fields %s: write {{%s%s}}, or give --repeat to send the same words once for each line"
                        .formatted(what, MissingFieldException.names(fields), root, meant(prompt, fields)),
                null);
    }

    /** Returns the field that the prompt seems to name, or else the one with the longest value. */
    private static String meant(String prompt, ObjectNode fields) {
        List<String> names = new ArrayList<>();
        fields.fieldNames().forEachRemaining(names::add);
        Optional<String> named =
                names.stream().filter(name -> prompt.contains("{" + name)).findFirst();
        return named.or(() -> names.stream()
                        .max(Comparator.comparingInt(
                                name -> Json.text(fields.path(name)).length())))
                .orElseThrow();
    }
}
