package dev.penstock.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EditDistanceTest {
    @Test
    void countsTheLettersToChange() {
        assertThat(EditDistance.between("modle", "model")).isEqualTo(2);
        assertThat(EditDistance.between("", "model")).isEqualTo(5);
    }

    @Test
    void measuresNoTextsOfMegabytes() {
        String huge = "a".repeat(20_000_000);

        assertThat(EditDistance.between(huge, huge)).isEqualTo(20_000_000);
    }
}
