package dev.penstock.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.pipeline.TemplatePlaceholders;

/** Refuses lines of a pipeline that have an image: stages send texts, and a prompt about an image that is not there would be paid for. */
final class UnsentImages {
    private static final String PLACE = TemplatePlaceholders.INPUT + "." + PromptContent.IMAGE;

    private final boolean isText;

    UnsentImages(BatchSpec spec) {
        this.isText = spec.stages().stream()
                .flatMap(stages -> stages.stages().stream())
                .map(Stage::places)
                .flatMap(places -> places.stream())
                .anyMatch(place -> place.equals(TemplatePlaceholders.INPUT)
                        || place.equals(PLACE)
                        || place.startsWith(PLACE + "."));
    }

    /**
     * Refuses a line with an image, unless a stage names it as a text.
     *
     * @throws WrongImageException in a sentence for the user
     */
    void refuse(ObjectNode fields) {
        if (!isText && !PromptContent.isAbsent(fields.path(PromptContent.IMAGE))) {
            throw new WrongImageException(
                    ("\"image\" is not sent by a pipeline: use --prompt without stages, write {{%s}} to send its name as a text,"
                                    + " or give the column another name")
                            .formatted(PLACE));
        }
    }
}
