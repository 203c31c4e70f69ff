package dev.penstock.service.document;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Serves {@code /openapi.yaml}, which the build generates from the controllers. */
@Controller("/openapi.yaml")
@Hidden
public final class OpenApiController {
    private static final String DOCUMENT = "/META-INF/swagger/penstock-0.1.yml";

    @Get
    @Produces("application/yaml")
    @ExecuteOn(TaskExecutors.BLOCKING)
    public byte[] document() throws IOException {
        try (InputStream in = Objects.requireNonNull(OpenApiController.class.getResourceAsStream(DOCUMENT))) {
            return in.readAllBytes();
        }
    }
}
