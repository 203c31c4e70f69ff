package dev.penstock.starter.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.starter.pipeline.PipelineFile;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples in the documents are accepted by what they are written for. */
@SuppressWarnings("NullAway.Init")
final class DocumentedExamplesTest {
    private static final Pattern START = Pattern.compile("workflow start --type Batch [^']*--input '(\\{[^']*})'");

    @TempDir
    Path folder;

    @Test
    void everyPipelineIsSound() throws IOException {
        for (Document document : Document.all()) {
            for (String yaml : document.blocks("yaml")) {
                if (yaml.startsWith("stages:")) {
                    Path file = Files.writeString(folder.resolve("pipeline.yaml"), yaml);
                    BatchSpec spec = BatchSpec.of("/data/in.csv").with(SpecKey.STAGES, PipelineFile.read(file));

                    assertThatCode(spec::validate).as(document.name()).doesNotThrowAnyException();
                }
            }
        }
    }

    @Test
    void everyBatchThatTheTemporalCommandStartsIsValid() throws IOException {
        int found = 0;
        for (Document document : Document.all()) {
            String text = String.join("", document.blocks("")).replaceAll("\\\\\\n\\s*", "");
            for (String json :
                    START.matcher(text).results().map(match -> match.group(1)).toList()) {
                BatchSpec spec = new ObjectMapper().readValue(json, BatchSpec.class);

                assertThatCode(spec::validate).as(document.name()).doesNotThrowAnyException();
                found++;
            }
        }
        assertThat(found).isPositive();
    }

    @Test
    void everyPieceOfJavaCompiles() {
        for (String code : Document.read("docs/java.md").blocks("java")) {
            StringWriter messages = new StringWriter();
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            boolean compiles = compiler.getTask(
                            messages,
                            null,
                            null,
                            List.of("-proc:none", "-d", folder.toString()),
                            null,
                            List.of(new Snippet(code)))
                    .call();

            assertThat(compiles).as(messages + code).isTrue();
        }
    }

    /** Statements in a method that has a client, with the imports that a development environment would add. */
    private static final class Snippet extends SimpleJavaFileObject {
        private final String code;

        private Snippet(String code) {
            super(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE);
            this.code = """
                    import dev.penstock.contracts.*;
                    import dev.penstock.contracts.batch.*;
                    import dev.penstock.client.*;
                    import io.temporal.client.*;
                    import java.util.List;
                    import java.util.stream.Stream;
                    class Snippet {
                        void run(WorkflowClient client) throws Exception {
                    %s
                        }
                    }
                    """.formatted(code);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
