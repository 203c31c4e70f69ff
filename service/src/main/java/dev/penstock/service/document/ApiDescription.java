package dev.penstock.service.document;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;

/** What {@code /openapi.yaml} says of all of the API; the rest comes from the controllers. */
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
