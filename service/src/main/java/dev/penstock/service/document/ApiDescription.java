package dev.penstock.service.document;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;

/** The title, version and description in {@code /openapi.yaml}; the rest of the document comes from the controllers. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Penstock",
                        version = "0.1",
                        description = "Large sets of LLM requests through rate-limited providers, durably. /v1 is"
                                + " OpenAI's API, for its clients."))
final class ApiDescription {
    private ApiDescription() {}
}
