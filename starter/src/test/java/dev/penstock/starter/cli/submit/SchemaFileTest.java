package dev.penstock.starter.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.starter.cli.output.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchemaFileTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aSchemaKeepsTheOrderOfItsFields() throws IOException {
        PromptOptions options = new PromptOptions();
        options.schema = file("\uFEFF{\"type\":\"object\",\"properties\":{\"z\":{},\"a\":{},\"m\":{}}}");

        BatchSpec spec = options.addTo(BatchSpec.of("/in"));

        spec.validate();
        assertThat(spec.schema().orElseThrow().get("properties"))
                .extracting(properties -> List.copyOf(((Map<?, ?>) properties).keySet()))
                .isEqualTo(List.of("z", "a", "m"));
        assertThat(SchemaFile.read(null)).isNull();
    }

    @Test
    void readsTheExample() {
        assertThatCode(() -> SchemaFile.read(Path.of("..", "examples", "mood.schema.json")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"type":        | not valid JSON at column 9: the text ends where
        {⏎"type" 5}     | not valid JSON at line 2, column 8: a colon was expected, not '5'
        type: object    | not a JSON object: '{' was expected, not 'type'
        {} {}           | not valid JSON at column 4: nothing was expected after the first object
        ''              | a JSON schema is an object here
        [{}]            | a JSON schema is an object here
        {"type":"json"} | "schema" is not a valid JSON schema: $.type
        {"$ref":"http://127.0.0.1/s"} | a schema can refer to itself only
        {"pattern":"(?=a)"}           | the pattern "(?=a)" cannot be used
        """)
    void aFileThatHasNoUsableSchemaIsOneSentence(String text, String why) throws IOException {
        Path file = file(text.replace('⏎', '\n'));

        assertThatThrownBy(() -> SchemaFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("--schema %s: ".formatted(file))
                .hasMessageContaining(why)
                .message()
                .hasLineCount(1);
    }

    @Test
    void aFileThatCannotBeReadIsOneSentence() throws IOException {
        Path binary = Files.write(folder.resolve("image"), new byte[] {(byte) 0xff, 0, 1});

        assertThatThrownBy(() -> SchemaFile.read(Path.of("none.json")))
                .isInstanceOf(UserError.class)
                .hasMessage("--schema: there is no file 'none.json'");
        assertThatThrownBy(() -> SchemaFile.read(binary)).hasMessage("--schema %s: not text in UTF-8", binary);
        assertThatThrownBy(() -> SchemaFile.read(folder)).hasMessageContaining("cannot be read");
    }

    @Test
    void aSchemaDoesNotGoWithTextNorWithStages() {
        BatchSpec spec = BatchSpec.of("/in").with(SpecKey.SCHEMA, Map.of("type", "object"));

        assertThatThrownBy(() -> spec.with(SpecKey.RESPONSE_FORMAT, "text").validate())
                .hasMessage("\"response_format\": text cannot be combined with a \"schema\", which asks for JSON;"
                        + " leave one of them out");
        spec.with(SpecKey.RESPONSE_FORMAT, "json").validate();
        assertThatThrownBy(() -> spec.with(SpecKey.STAGES, List.of(Map.of("name", "a", "prompt", "x")))
                        .validate())
                .hasMessage("a batch with stages cannot have \"schema\"; set it in the stages");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("answers.json"), text);
    }
}
