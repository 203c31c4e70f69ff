package dev.penstock.service.models;

import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.worker.config.ProviderChoice;
import io.micronaut.http.HttpStatus;

/** The error for a model that no pool serves. */
public final class UnknownModel {
    private UnknownModel() {}

    /** Returns the 404 error; it names the pools to operators only, as pools are often named after providers' hosts. */
    public static ApiFailure failure(String model, ProviderChoice provider, ApiCaller caller) {
        String pools = caller.admin() ? "; pools: " + String.join(", ", provider.servedNames()) : "";
        return ApiFailure.of(
                HttpStatus.NOT_FOUND,
                "no pool serves model '%s'%s".formatted(model, pools),
                "invalid_request_error",
                "model",
                "model_not_found");
    }
}
