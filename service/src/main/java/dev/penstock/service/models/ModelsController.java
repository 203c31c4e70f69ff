package dev.penstock.service.models;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.service.ApiBackend;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.worker.config.ProviderChoice;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Serves {@code /v1/models}: the models that are configured by name, and the provider's default model. */
@Controller("/v1/models")
public final class ModelsController {
    private static final String OWNER = "penstock";

    private final ProviderChoice provider;
    private final long started = Instant.now().getEpochSecond();

    ModelsController(ApiBackend backend) {
        this.provider = backend.provider();
    }

    @Get
    @Operation(operationId = "listModels", summary = "Lists the models that pools are configured to serve by name.")
    public ModelList list(@Parameter(hidden = true) ApiCaller caller) {
        Stream<String> named = Stream.concat(
                        provider.routes().stream().map(RouteConfig::models),
                        provider.served().stream().map(PoolConfig::models))
                .flatMap(List::stream)
                .filter(model -> !model.contains("*"));
        return new ModelList(
                "list",
                Stream.concat(provider.defaultModel().stream(), named)
                        .distinct()
                        .flatMap(model -> model(model, caller).stream())
                        .toList());
    }

    /** Returns any model that some pool serves, including models that match a wildcard and so are not in the list. */
    @Get("/{+id}")
    @Operation(operationId = "retrieveModel", summary = "Returns a model that a pool serves.")
    public ModelList.Model get(@Parameter(hidden = true) ApiCaller caller, String id) {
        return model(id, caller).orElseThrow(() -> UnknownModel.failure(id, provider, caller));
    }

    /** Returns a model; only operators see its pool, which may be named after the provider's host. */
    private Optional<ModelList.Model> model(String id, ApiCaller caller) {
        return provider.destination(id)
                .map(pool -> new ModelList.Model(id, "model", started, caller.admin() ? pool : OWNER));
    }
}
