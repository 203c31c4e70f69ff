package dev.penstock.formats;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.formats.InputLine.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableDialectTest {
    private static final BatchSpec BOTH = BatchSpec.of("/in").with(SpecKey.PROMPT, "{{id}}: {{text}}");
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void theDelimiterIsFoundWhateverTheFileIsCalled(String delimiter) throws IOException {
        String table = "id,text\n1,\"a, b; c\td | e\"\n2,plain\n"
                .replace("id,", "id" + delimiter)
                .replace("1,\"", "1" + delimiter + "\"")
                .replace("2,", "2" + delimiter);

        assertThat(TestingRead.prompts("in.csv", table, BOTH)).containsExactly("1: a, b; c\\td | e", "2: plain");
        assertThat(TestingRead.prompts("in.tsv", table, BOTH)).hasSize(2);
        assertThat(TestingRead.prompts("stdin", table, BOTH)).containsExactly("1: a, b; c\\td | e", "2: plain");
    }

    @Test
    void wordsOfASingleColumnsHeaderMakeNoColumns() throws IOException {
        assertThat(TestingRead.prompts(
                        "in.csv",
                        "Question (yes|no)\nIs it?\nWas it?\n",
                        BatchSpec.of("/in").with(SpecKey.PROMPT, "{{Question (yes|no)}}")))
                .containsExactly("Is it?", "Was it?");
    }

    @Test
    void decimalCommasDoNotMakeColumns() throws IOException {
        assertThat(TestingRead.prompts("in.csv", "id;text;price\n1;a, b, c;1,5\n2;d;2,5\n", BOTH))
                .containsExactly("1: a, b, c", "2: d");
    }

    @Test
    void aLineThatNamesTheDelimiterIsNoHeaderAndCountsAsALine() throws IOException {
        String table = "sep=;\r\nid;text\r\n1;a\r\n2\r\n";

        assertThat(TestingRead.of("in.csv", table, BOTH))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("3 ").contains("1: a"),
                        line -> assertThat(line)
                                .isEqualTo("4 invalid_request the row has 1 values, but the header has 2 columns"));
        assertThatThrownBy(() -> TestingRead.of("in.csv", "sep=;\nid;text\n1;\"a\"b\n", BOTH))
                .hasMessageStartingWith("line 3: after a quoted value");
    }

    @Test
    void singleQuotesAndBackslashesAreUnderstoodWhereTheTableHasThem() throws IOException {
        assertThat(TestingRead.prompts("in.csv", "'id','text'\n'1','a, \"b\"'\n", BOTH))
                .containsExactly("1: a, \\\"b\\\"");
        assertThat(TestingRead.prompts("in.csv", "id,text\n1,\"so \\\"so\\\" la\"\n2,it's\n", BOTH))
                .containsExactly("1: so \\\"so\\\" la", "2: it's");
        assertThat(TestingRead.prompts("in.csv", "id,text\n1,C:\\new\n2,\"C:\\\\\"\n", BOTH))
                .containsExactly("1: C:\\\\new", "2: C:\\\\\\\\");
    }

    @Test
    void oneColumnNeedsNoDelimiter() throws IOException {
        BatchSpec spec = BatchSpec.of("/in").with(SpecKey.PROMPT, "{{text}}");

        assertThat(TestingRead.prompts("in.csv", "text\na\nb\n", spec)).containsExactly("a", "b");
        assertThat(TestingRead.prompts("in.csv", "text\n\"a;b\"\n\"c;d;e\"\n", spec))
                .containsExactly("a;b", "c;d;e");
    }

    @Test
    void aTableOfNoNameIsKnownByTheNamesThatItsColumnsGet() throws IOException {
        BatchSpec spec = BatchSpec.of("/in").with(SpecKey.PROMPT, "{{text_2}} {{column2}}");

        assertThat(TestingRead.prompts("stdin", "text,,text\na,b,c\n", spec)).containsExactly("c b");
    }

    @Test
    void textsWithCommasAreNoTable() throws IOException {
        assertThat(TestingRead.prompts("stdin", "Hello, world\nGood, bye\n", BatchSpec.of("/in")))
                .containsExactly("Hello, world", "Good, bye");
    }

    @Test
    void utf16IsReadWithAMarkOrWithoutOne() throws IOException {
        String table = "id\ttext\r\n1\tgrün €\r\n";

        for (Charset charset : List.of(UTF_16LE, UTF_16BE, Charset.forName("UTF-32LE"), UTF_8)) {
            assertThat(TestingRead.prompts("in.csv", ("\uFEFF" + table).getBytes(charset), BOTH))
                    .as(charset.name())
                    .containsExactly("1: grün €");
        }
        assertThat(TestingRead.prompts("in.csv", table.getBytes(UTF_16LE), BOTH))
                .containsExactly("1: grün €");
        assertThat(TestingRead.prompts("in", "\uFEFF{\"id\":1,\"text\":\"grün\"}".getBytes(UTF_16BE), BOTH))
                .containsExactly("1: grün");
    }

    @Test
    void halfALetterOfUtf16IsAnError() {
        byte[] cut = "\uFEFFid\ttext\r\n1\ta\r\n".getBytes(UTF_16LE);
        cut[cut.length - 5] = (byte) 0xd8;

        assertThatThrownBy(() -> TestingRead.of("in.csv", cut, BOTH)).isInstanceOf(IOException.class);
    }

    @Test
    void windows1252IsReadWithAWordAboutIt() throws IOException {
        byte[] table = "id;text\n1;plain\n2;für 5 €\n".getBytes(WINDOWS);

        assertThat(TestingRead.prompts("in.csv", table, BOTH)).containsExactly("1: plain", "2: für 5 €");
        assertThat(remarks("in.csv", table)).singleElement().asString().contains("Windows-1252");
        assertThat(remarks("in.txt", "für\n".getBytes(WINDOWS))).hasSize(1);
        assertThat(remarks("in.csv", "id,text\n1,für\n".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void twoEncodingsInOneTableAreAnErrorOfTheLaterLine() throws IOException {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        table.writeBytes("id;text\n1;für\n".getBytes(WINDOWS));
        table.writeBytes("2;für\n".getBytes(UTF_8));

        assertThat(TestingRead.of("in.csv", table.toByteArray(), BOTH))
                .element(1)
                .asString()
                .startsWith("3 invalid_request the line is not Windows-1252");
    }

    private static List<String> remarks(String name, byte[] text) throws IOException {
        try (InputReader reader = InputReaders.open(
                new ByteArrayInputStream(text),
                new InputSource(Path.of("/in", name)),
                BOTH.with(SpecKey.PROMPT, null))) {
            for (InputLine line = reader.next(); line != null; line = reader.next()) {
                assertThat(line)
                        .satisfiesAnyOf(
                                read -> assertThat(read).isInstanceOf(InputLine.Readable.class),
                                read -> assertThat(((Unreadable) read).message())
                                        .contains("no template"));
            }
            return reader.remarks();
        }
    }
}
