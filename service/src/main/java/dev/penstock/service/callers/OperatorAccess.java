package dev.penstock.service.callers;

import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpStatus;

/** Restricts endpoints to operators: callers with an admin key, or any caller of a server without keys. */
public final class OperatorAccess {
    private OperatorAccess() {}

    /**
     * Checks that the caller is an operator.
     *
     * @throws ApiFailure 403 for any other caller
     */
    public static void require(ApiCaller caller) {
        if (!caller.admin()) {
            throw ApiFailure.of(
                    HttpStatus.FORBIDDEN,
                    "this request needs an operator's key (`penstock keys create --admin`)",
                    "invalid_request_error",
                    null,
                    "operators_only");
        }
    }
}
