package dev.penstock.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ServerJsonTest {
    private record Sample(Instant at, Optional<String> there, Optional<String> absent) {}

    @Test
    void timesAndOptionalsAreWrittenAndKotlinIsNotLoaded() throws JsonProcessingException {
        try (ApplicationContext context = ApplicationContext.builder()
                .banner(false)
                .properties(ServerJson.properties())
                .singletons(ServerJson.modules())
                .start()) {
            ObjectMapper mapper = context.getBean(ObjectMapper.class);

            assertThat(mapper.writeValueAsString(new Sample(Instant.EPOCH, Optional.of("x"), Optional.empty())))
                    .contains("\"at\":\"1970-01-01T00:00:00Z\"", "\"there\":\"x\"");
            assertThat(mapper.getRegisteredModuleIds())
                    .extracting(String::valueOf)
                    .noneMatch(
                            module -> module.toLowerCase(java.util.Locale.ROOT).contains("kotlin"));
        }
    }
}
