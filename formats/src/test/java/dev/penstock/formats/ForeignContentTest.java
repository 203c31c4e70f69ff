package dev.penstock.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that hold no prompts are named, whatever their name promises, and are never sent line by line. */
class ForeignContentTest {
    private static final BatchSpec SPEC = BatchSpec.of("/in");

    @ParameterizedTest
    @CsvSource({
        "'%PDF-1.7\n…', a PDF document",
        "'ARROW1\0\0', Arrow",
        "'BZh91AY', packed with a program other than gzip",
        "'SQLite format 3\0', SQLite",
        "'one\0two', a binary file"
    })
    void contentThatIsNoTextIsNamedWithWhatToDo(String content, String named) {
        for (String name : new String[] {"in.txt", "in.csv", "in.jsonl", "stdin-1"}) {
            refused(name, content.getBytes(ISO_8859_1), named);
        }
    }

    @Test
    void aWorkbookIsToBeSavedAsCsv() throws IOException {
        ByteArrayOutputStream workbook = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(workbook)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
        }

        refused("prompts.csv", workbook.toByteArray(), "an Excel workbook: save its sheet as CSV");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in.txt", "in.csv", "in.jsonl", "stdin"})
    void aWebPageIsNamedWithItsTitle(String name) {
        refused(
                name,
                "\uFEFF\n<!DOCTYPE html>\n<html><head><title>\nSign in</title>".getBytes(UTF_8),
                "an HTML page titled 'Sign in'");
        refused(name, "<?xml version=\"1.0\"?>\n<a/>".getBytes(UTF_8), "an XML document");
    }

    @Test
    void aPromptAboutHtmlIsNoWebPage() throws IOException {
        assertThat(TestingRead.prompts("in.txt", "What does <html> mean?\n<b>Bold</b> words", SPEC))
                .hasSize(2);
        assertThat(TestingRead.prompts("in.txt", "<html>\n", SPEC.with(SpecKey.FORMAT, "text")))
                .containsExactly("<html>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"custom_id\":\"a\",\"params\":{\"model\":\"m\",\"messages\":[]}}|Anthropic's batch format",
                "{\"requests\":[{\"custom_id\":\"a\",\"params\":{\"model\":\"m\",\"messages\":[]}}]}|Anthropic's batch format",
                "{\"key\":\"a\",\"request\":{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}}|Gemini's batch format",
                "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}|Gemini's batch format",
                "{\"recordId\":\"a\",\"modelInput\":{\"messages\":[]}}|Bedrock's batch format",
                "{\"id\":\"b\",\"custom_id\":\"a\",\"response\":{\"body\":{}},\"error\":null}|a file of a batch's results",
                "{\"conversations\":[{\"from\":\"human\",\"value\":\"hi\"}]}|a file of conversations",
                "{\"inputs\":\"hi\",\"parameters\":{}}|Hugging Face's format"
            })
    void aNeighboursFormatIsNamedAsSuchOnceNotOnEachLine(String line, String named) {
        refused("in.jsonl", (line + "\n").repeat(40).getBytes(UTF_8), named);
        refused("stdin", ("[" + line + "]").getBytes(UTF_8), named);
        refused("in.json", line.replace(",", ",\n").replace("{", "{\n").getBytes(UTF_8), named);
        assertThatThrownBy(() -> TestingRead.of("in", line + "\n", SPEC.with(SpecKey.FORMAT, "openai")))
                .hasMessageContaining(named);
    }

    @Test
    void fieldsThatTheTemplateNamesAreReadFromAnyObject() throws IOException {
        BatchSpec spec = SPEC.with(SpecKey.PROMPT, "{{inputs}}");

        assertThat(TestingRead.prompts("in.jsonl", "{\"inputs\":\"hi\",\"parameters\":{}}", spec))
                .containsExactly("hi");
    }

    @Test
    void aListWithinAnObjectIsToBeGivenAlone() {
        refused("in.json", "{\n \"data\": [\n {\"prompt\": \"a\"}]}".getBytes(UTF_8), "jq -c '.[\"data\"][]'");
    }

    @Test
    void aTableUnderTheNameOfJsonIsOneSentence() {
        refused("in.jsonl", "id,text\n1,a\n2,b\n".getBytes(UTF_8), "a table with the columns id, text: name it .csv");
    }

    @Test
    void objectsUnderTheNameOfATextAreOneSentence() {
        refused("in.txt", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n".getBytes(UTF_8), "--format jsonl");
    }

    @Test
    void whatIsPackedTwiceIsToBeUnpackedOnce() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(1);
        }

        refused("in.jsonl", packed.toByteArray(), "packed twice");
    }

    private static void refused(String name, byte[] content, String named) {
        assertThatThrownBy(() -> TestingRead.of(name, content, SPEC))
                .as(name)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(named);
    }
}
