package dev.penstock.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OriginFilterTest {
    @Test
    void pagesOfOtherSitesAreForeign() {
        assertThat(OriginFilter.isForeign("http://evil.test", "localhost:8080")).isTrue();
        assertThat(OriginFilter.isForeign("http://localhost:3000", "localhost:8080"))
                .isTrue();
        assertThat(OriginFilter.isForeign("null", "localhost:8080")).isTrue();
        assertThat(OriginFilter.isForeign("http://[", "localhost:8080")).isTrue();
        assertThat(OriginFilter.isForeign("http://localhost:8080", null)).isTrue();
    }

    @Test
    void ourOwnPageAndProgramsAreNot() {
        assertThat(OriginFilter.isForeign("http://localhost:8080", "localhost:8080"))
                .isFalse();
        assertThat(OriginFilter.isForeign("https://Penstock.test", "penstock.test"))
                .isFalse();
        assertThat(OriginFilter.isForeign(null, "localhost:8080")).isFalse();
    }
}
