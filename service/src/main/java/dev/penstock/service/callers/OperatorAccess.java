package dev.penstock.service.callers;

import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpStatus;

/** What only operators may see. */
public final class OperatorAccess {
    private OperatorAccess() {}

    /**
     * @throws ApiFailure 403 for anybody else
     */
    public static void require(ApiCaller caller) {
        if (!caller.admin()) {
            throw ApiFailure.of(
                    HttpStatus.FORBIDDEN,
                    "this needs a key of an operator (`penstock keys create --admin`)",
                    "invalid_request_error",
                    null,
                    "operators_only");
        }
    }
}
