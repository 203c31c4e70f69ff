package dev.penstock.store.s3.object;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of the service by AWS's usual variables; usable without AWS's libraries. */
public final class S3Settings {
    private S3Settings() {}

    /** Returns the address of a service other than AWS's, as AWS's variables name it; for people and for the style of paths. */
    public static Optional<String> endpoint() {
        return setting("aws.endpointUrlS3", "AWS_ENDPOINT_URL_S3")
                .or(() -> setting("aws.endpointUrl", "AWS_ENDPOINT_URL"));
    }

    /** Returns a property of the JVM, or else a variable of the environment; empty when it is blank. */
    static Optional<String> setting(String property, String variable) {
        @Nullable String text = System.getProperty(property, System.getenv(variable));
        return Optional.ofNullable(text).map(String::strip).filter(value -> !value.isEmpty());
    }
}
