package dev.penstock.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ForeignSiteFilterTest {
    @Test
    void pagesOfOtherSitesAreForeign() {
        assertThat(ForeignSiteFilter.isForeign("http://evil.test", "localhost:8080"))
                .isTrue();
        assertThat(ForeignSiteFilter.isForeign("http://localhost:3000", "localhost:8080"))
                .isTrue();
        assertThat(ForeignSiteFilter.isForeign("null", "localhost:8080")).isTrue();
        assertThat(ForeignSiteFilter.isForeign("http://[", "localhost:8080")).isTrue();
    }

    @Test
    void ourOwnPageAndProgramsAreNot() {
        assertThat(ForeignSiteFilter.isForeign("http://localhost:8080", "localhost:8080"))
                .isFalse();
        assertThat(ForeignSiteFilter.isForeign("https://Penstock.test", "penstock.test"))
                .isFalse();
        assertThat(ForeignSiteFilter.isForeign(null, "localhost:8080")).isFalse();
    }
}
