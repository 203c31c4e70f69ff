package dev.penstock.starter.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountTextTest {
    @Test
    void onlyOneIsSingular() {
        assertThat(CountText.deadLetters(0)).isEqualTo("0 dead letters");
        assertThat(CountText.deadLetters(1)).isEqualTo("1 dead letter");
        assertThat(CountText.deadLetters(2_000)).isEqualTo("2,000 dead letters");
    }
}
