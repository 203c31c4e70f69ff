package dev.penstock.starter.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.starter.cli.output.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearseCommandTest {
    @TempDir
    private Path folder;

    @Test
    void runsABatchThroughAllThatARunGoesThrough() throws IOException {
        RehearseCommand rehearsal = new RehearseCommand();
        rehearsal.folder = folder;

        assertThat(rehearsal.call()).isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("batches/rehearsal/output.jsonl")).exists();
    }
}
