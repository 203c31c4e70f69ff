package dev.penstock.providers.http;

import java.io.IOException;

/**
 * Throws an {@link IOException} out of a body that is being written, whose interface has no checked exceptions. OkHttp then
 * still reads the response of a server that refused the request before it had read its body.
 */
public final class BodyFailure {
    private BodyFailure() {}

    public static RuntimeException of(IOException failure) {
        return BodyFailure.<RuntimeException>unchecked(failure);
    }

    @SuppressWarnings("unchecked") // The compiler takes the exception for an unchecked one, which it is not.
    private static <E extends Exception> E unchecked(Exception failure) throws E {
        throw (E) failure;
    }
}
