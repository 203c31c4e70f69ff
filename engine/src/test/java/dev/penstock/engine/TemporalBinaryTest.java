package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporalBinaryTest {

    private static final Path PATH = Path.of("temporal");

    @Test
    void readsTheVersionsOfTheCliAndItsServer() {
        assertThat(TemporalBinary.parse(PATH, "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)\n"))
                .contains(new TemporalBinary(PATH, "1.9.1", "1.32.0"));
    }

    @Test
    void refusesACliThatIsTooOldOrUnknown() {
        assertThat(TemporalBinary.parse(PATH, "temporal version 1.4.1 (Server 1.28.0, UI 2.39.0)"))
                .isEmpty();
        assertThat(TemporalBinary.parse(PATH, "temporal version 0.13.2 (server 1.24.2) (ui 2.28.0)"))
                .isEmpty();
        assertThat(TemporalBinary.parse(PATH, "temporal: the theatre's database"))
                .isEmpty();
    }
}
