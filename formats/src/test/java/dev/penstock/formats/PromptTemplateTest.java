package dev.penstock.formats;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.pipeline.TemplatePlaceholders;
import dev.penstock.store.Json;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PromptTemplateTest {
    @RepeatedTest(300)
    void aTextWithoutPlacesStaysItself(RepetitionInfo trial) {
        String plain = AnyText.of(new Random(trial.getCurrentRepetition())).replaceAll("\\{+", "{");

        assertThat(PromptTemplate.of(plain).fill(Json.MAPPER.createObjectNode()))
                .isEqualTo(plain);
    }

    @RepeatedTest(300)
    void aValueIsPutInAsItIsAndNeverReadAsATemplate(RepetitionInfo trial) {
        Random random = new Random(trial.getCurrentRepetition());
        String value = AnyText.of(random);
        String plain = AnyText.of(random).replace("{", "");
        ObjectNode fields = Json.MAPPER.createObjectNode().put("a", value + "{{b}}");

        assertThat(PromptTemplate.of(plain + "{{a}}").fill(fields)).isEqualTo(plain + value + "{{b}}");
    }

    @RepeatedTest(300)
    void findsThePlacesThatAPatternWouldFind(RepetitionInfo trial) {
        Random random = new Random(trial.getCurrentRepetition());
        String text = random.ints(40, 0, 6)
                .mapToObj(each -> List.of("{", "}", "{{", "}}", " ", "a").get(each))
                .collect(joining());

        assertThat(TemplatePlaceholders.parts(text).stream()
                        .map(TemplatePlaceholders.Part::place)
                        .filter(Objects::nonNull))
                .containsExactlyElementsOf(Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}")
                        .matcher(text)
                        .results()
                        .map(place -> place.group(1))
                        .toList());
    }

    @Test
    @Timeout(60)
    void readsATemplateInLinearTime() {
        for (String part : List.of("{{ ", " ", "{{", "{{a", "}}", "{ {")) {
            String template = "{{" + part.repeat(200_000);

            assertThat(PromptTemplate.of(template).fill(Json.MAPPER.createObjectNode()))
                    .isEqualTo(template);
        }
    }

    @Test
    void pathsGoIntoObjectsAndArrays() throws IOException {
        ObjectNode fields =
                (ObjectNode) Json.MAPPER.readTree("{\"a\":{\"b\":[1,{\"c\":\"x\"}]},\"d.e\":1.50,\"f\":true}");

        assertThat(PromptTemplate.of("{{ a.b.1.c }} {{a.b}} {{d.e}} {{f}}").fill(fields))
                .isEqualTo("x [1,{\"c\":\"x\"}] 1.50 true");
        assertThatThrownBy(() -> PromptTemplate.of("{{a.x}}").fill(fields))
                .hasMessage("there is no field \"a.x\"; the fields are: a, d.e, f");
    }
}
