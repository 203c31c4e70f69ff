package dev.penstock.store.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.store.Json;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TemplateTest {
    @Property
    void aTextWithoutPlacesStaysItself(@ForAll String text) {
        String plain = text.replace("{{", "");

        assertThat(Template.of(plain).fill(Json.MAPPER.createObjectNode())).isEqualTo(plain);
    }

    @Property
    void aValueIsPutInAsItIsAndNeverReadAsATemplate(@ForAll String before, @ForAll String value) {
        ObjectNode fields = Json.MAPPER.createObjectNode().put("a", value + "{{b}}");
        String plain = before.replace("{", "");

        assertThat(Template.of(plain + "{{a}}").fill(fields)).isEqualTo(plain + value + "{{b}}");
    }

    @Test
    void pathsGoIntoObjectsAndArrays() throws IOException {
        ObjectNode fields =
                (ObjectNode) Json.MAPPER.readTree("{\"a\":{\"b\":[1,{\"c\":\"x\"}]},\"d.e\":1.50,\"f\":true}");

        assertThat(Template.of("{{ a.b.1.c }} {{a.b}} {{d.e}} {{f}}").fill(fields))
                .isEqualTo("x [1,{\"c\":\"x\"}] 1.50 true");
        assertThatThrownBy(() -> Template.of("{{a.x}}").fill(fields))
                .hasMessage("has no \"a.x\"; its fields are: a, d.e, f");
    }
}
