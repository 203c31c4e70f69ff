package dev.penstock.starter.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnfinishedBatchesTest {
    @Test
    void oneIsNamedWithHowToStopIt() {
        assertThat(UnfinishedBatches.sentence(List.of("a-1")))
                .contains(
                        "batch a-1 is unfinished and goes on here, too; `penstock pause a-1` or `penstock cancel a-1` stops it");
    }

    @Test
    void ofManyTheNewestThreeAreNamed() {
        assertThat(UnfinishedBatches.sentence(List.of("a", "b", "c", "d")).orElseThrow())
                .startsWith("batches a, b, c, … are unfinished and go on here, too; `penstock pause BATCH`");
    }

    @Test
    void nothingIsSaidWhereThereAreNone() {
        assertThat(UnfinishedBatches.sentence(List.of())).isEmpty();
    }
}
