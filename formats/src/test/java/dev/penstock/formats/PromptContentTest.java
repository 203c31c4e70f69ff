package dev.penstock.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.store.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PromptContentTest {
    @Test
    void aPromptWithoutFilesStaysAText() throws IOException {
        assertThat(content("Look: {{text}}", "{\"text\":\"hi\",\"image\":\"\"}"))
                .isEqualTo("\"Look: hi\"");
    }

    @Test
    void anImagesPathIsNotedAndReadLater() throws IOException {
        assertThat(content("Look: {{text}}", "{\"text\":\"hi\",\"image\":\"cats/a.png\"}"))
                .isEqualTo("[{\"type\":\"text\",\"text\":\"Look: hi\"},"
                        + "{\"type\":\"penstock_file\",\"path\":\"cats/a.png\",\"no_text\":true}]");
    }

    @Test
    void addressesAndDataAreSentAsTheyAre() throws IOException {
        assertThat(content("Look", "{\"image\":[\"https://example.com/a.png\",\"data:image/png;base64,AAAA\"]}"))
                .isEqualTo("[{\"type\":\"text\",\"text\":\"Look\"},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.com/a.png\"}},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}]");
    }

    @Test
    void aTemplatePutsFilesWhereItSays() throws IOException {
        assertThat(content("Rules: {{file:rules.txt}} Photo: {{file:image}} Now.", "{\"image\":\"a.png\"}"))
                .isEqualTo("[{\"type\":\"text\",\"text\":\"Rules: \"},"
                        + "{\"type\":\"penstock_file\",\"path\":\"rules.txt\"},"
                        + "{\"type\":\"text\",\"text\":\" Photo: \"},"
                        + "{\"type\":\"penstock_file\",\"path\":\"a.png\"},"
                        + "{\"type\":\"text\",\"text\":\" Now.\"}]");
    }

    @Test
    void anImageThatTheTemplateNamesAsATextIsAText() throws IOException {
        assertThat(content("Describe the file {{image}}", "{\"image\":\"a.png\"}"))
                .isEqualTo("\"Describe the file a.png\"");
    }

    @Test
    void aPromptThatIsTheSameForEachImageIsNoMistake() throws IOException {
        ObjectNode photo = Json.MAPPER.readValue("{\"id\":1,\"photo\":\"a.png\"}", ObjectNode.class);

        assertThat(PromptContent.usesFile(PromptTemplate.of("Look at {{file:photo}}"), photo))
                .isTrue();
        assertThat(PromptContent.usesFile(PromptTemplate.of("Look at {{file:rules.txt}}"), photo))
                .isFalse();
        assertThat(PromptContent.usesFile(PromptTemplate.of("Look"), photo.put("image", "")))
                .isTrue();
    }

    @Test
    void whatIsNoImageIsRefused() {
        assertThatThrownBy(() -> content("Look", "{\"image\":{\"width\":3}}"))
                .hasMessage("\"image\" must be a path, an https: address or a data: URL, not {\"width\":3}");
        assertThatThrownBy(() -> content("Look", "{\"image\":\"data:text/html;base64,AAAA\"}"))
                .hasMessageContaining("is no image");
        assertThatThrownBy(() -> content("Look", "{\"image\":\"ftp://files.example/a.png\"}"))
                .hasMessageContaining("\"ftp://files.example/a.png\" is no address that can be sent");
        assertThatThrownBy(() -> content("Look at {{file:photo}}", "{\"photo\":\" \"}"))
                .hasMessage("the name of a file is empty");
    }

    private static String content(String template, String fields) throws IOException {
        return PromptContent.of(PromptTemplate.of(template), Json.MAPPER.readValue(fields, ObjectNode.class))
                .toString();
    }
}
