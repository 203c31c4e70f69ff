package dev.penstock.starter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFileTest {
    @TempDir
    Path folder;

    @Test
    void readsTheExample() {
        Path example = Path.of("..", "examples", "pipeline.yaml");

        assertThat(Pipeline.of(PipelineFile.read(example)).stages())
                .extracting(Stage::name)
                .containsExactly("extract", "analyse", "summarise");
    }

    @Test
    void namesTheLineOfWhatIsWrong() throws IOException {
        assertWrong("stages:\n  - name: a\n    prompt: x\n    conurrency: 3\n", ":4: a stage has no \"conurrency\"");
        assertWrong("stages:\n  - name: a\n", ":2: stage 1 needs a \"prompt\"");
        assertWrong("stage:\n  - name: a\n", ":1: a pipeline file has no key 'stage'");
        assertWrong("stages:\n  - {name: a\n", ":3: not YAML");
        assertWrong("", ":1: there must be a line 'stages:'");
        assertWrong(
                "stages:\n  - name: a\n    prompt: x\n    expects: json_schema\n    schema: {type: 5}\n",
                ":5: stage \"a\": \"schema\" is not a valid JSON schema");
    }

    @Test
    void readsTheStagesOfAJob() throws IOException {
        Path job = Files.writeString(
                folder.resolve("job.yaml"), "input: in.csv\nmodel: m\nstages:\n  - {name: a, prompt: x}\n");

        assertThat(PipelineFile.read(job)).hasSize(1);
    }

    private void assertWrong(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("p.yaml"), text);

        assertThatThrownBy(() -> PipelineFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p.yaml" + message);
    }
}
