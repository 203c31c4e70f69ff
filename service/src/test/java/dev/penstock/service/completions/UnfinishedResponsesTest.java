package dev.penstock.service.completions;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.service.errors.ApiFailure;
import org.junit.jupiter.api.Test;

class UnfinishedResponsesTest {
    private final UnfinishedResponses unfinished = new UnfinishedResponses();

    @Test
    void oneTenantsDoNotCountForAnother() {
        for (int response = 0; response < UnfinishedResponses.MOST; response++) {
            unfinished.begin("acme");
        }

        assertThatThrownBy(() -> unfinished.begin("acme"))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining("background responses have not ended");
        assertThatCode(() -> unfinished.begin("globex")).doesNotThrowAnyException();
        assertThatCode(() -> unfinished.begin(null)).doesNotThrowAnyException();
    }

    @Test
    void oneThatEndsMakesRoomForAnother() {
        for (int response = 0; response < UnfinishedResponses.MOST; response++) {
            unfinished.begin("acme");
        }
        unfinished.end("acme");

        assertThatCode(() -> unfinished.begin("acme")).doesNotThrowAnyException();
        assertThatThrownBy(() -> unfinished.begin("acme")).isInstanceOf(ApiFailure.class);
    }
}
