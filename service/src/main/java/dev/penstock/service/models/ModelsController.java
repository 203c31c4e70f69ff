package dev.penstock.service.models;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.service.ApiBackend;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.worker.config.ProviderChoice;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Serves {@code /v1/models}: the models that are configured by name, and the provider's default model. */
@Controller("/v1/models")
public final class ModelsController {
    private final ProviderChoice provider;
    private final long started = Instant.now().getEpochSecond();

    ModelsController(ApiBackend backend) {
        this.provider = backend.provider();
    }

    @Get
    @Operation(operationId = "listModels", summary = "Lists the models that pools are configured to serve by name.")
    public ModelList list() {
        Stream<String> named = provider.served().stream()
                .flatMap(pool -> pool.models().stream())
                .filter(model -> !model.contains("*"));
        return new ModelList(
                "list",
                Stream.concat(provider.defaultModel().stream(), named)
                        .distinct()
                        .flatMap(model -> model(model).stream())
                        .toList());
    }

    /** Returns any model that some pool serves, including models that match a wildcard and so are not in the list. */
    @Get("/{+id}")
    @Operation(operationId = "retrieveModel", summary = "Returns a model that a pool serves.")
    public ModelList.Model get(String id) {
        return model(id)
                .orElseThrow(() -> ApiFailure.of(
                        HttpStatus.NOT_FOUND,
                        "no pool serves model '%s'; pools: %s".formatted(id, String.join(", ", provider.servedNames())),
                        "invalid_request_error",
                        "model",
                        "model_not_found"));
    }

    private Optional<ModelList.Model> model(String id) {
        return provider.findPool(id).map(PoolConfig::name).map(pool -> new ModelList.Model(id, "model", started, pool));
    }
}
