package dev.penstock.store.s3.object;

import dev.penstock.store.StoreUnavailableException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in a sentence what a failed request to a bucket means, and who has to mend it. */
final class S3Errors {
    private static final Set<String> WRONG_KEYS = Set.of(
            "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired");
    private static final Set<String> ELSEWHERE =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");
    private static final int FIRST_OF_SERVER = 500;

    private S3Errors() {}

    /**
     * Returns the exception for the caller to throw.
     *
     * @throws StoreUnavailableException when a person has to mend it before anything can be stored
     */
    static IOException of(S3Location place, SdkException e) {
        Optional<String> mending = mending(place, e);
        if (mending.isPresent()) {
            throw new StoreUnavailableException(mending.get(), e);
        }
        return new IOException(silent(place, e), e);
    }

    /** Returns what a person has to mend; empty when it may pass by itself. */
    static Optional<String> mending(S3Location place, SdkException e) {
        if (e instanceof AwsServiceException answer) {
            return answered(place, answer);
        }
        String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (said.contains("unable to load credentials") || said.contains("credentials")) {
            return Optional.of(
                    "there are no credentials for %s: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile or role"
                                    .formatted(place)
                            + " as for the AWS command line");
        }
        if (said.contains("unable to load region")) {
            return Optional.of("the region of %s is not known: set AWS_REGION".formatted(place));
        }
        return Optional.empty();
    }

    private static Optional<String> answered(S3Location place, AwsServiceException e) {
        String code = code(e);
        if (code.equals("NoSuchBucket")) {
            return Optional.of(noBucket(place));
        }
        if (WRONG_KEYS.contains(code)) {
            return Optional.of(
                    "the credentials for %s%s are refused (%s): mend AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"
                                    .formatted(place, endpoint(), code)
                            + " and AWS_SESSION_TOKEN, or the profile");
        }
        if (ELSEWHERE.contains(code) || e.statusCode() == HttpURLConnection.HTTP_MOVED_PERM) {
            return Optional.of("the bucket %s is in another region: set AWS_REGION".formatted(place.bucket()));
        }
        if (e.statusCode() == HttpURLConnection.HTTP_FORBIDDEN) {
            return Optional.of(
                    "%s%s may not be used with these credentials (%s): allow them to list the bucket, and to get, put and"
                                    .formatted(place, endpoint(), code)
                            + " delete its objects");
        }
        return Optional.empty();
    }

    /** Says that a bucket does not exist. */
    static String noBucket(S3Location place) {
        return "there is no bucket %s%s: make it, or name another one".formatted(place.bucket(), endpoint());
    }

    /** Says that a bucket does not answer, which may pass by itself. */
    static String silent(S3Location place, SdkException e) {
        return "%s%s does not answer: %s".formatted(place, endpoint(), says(e));
    }

    /** Tells whether an answer means that the object or bucket is not there. */
    static boolean isMissing(AwsServiceException e) {
        return e.statusCode() == HttpURLConnection.HTTP_NOT_FOUND && !code(e).equals("NoSuchBucket");
    }

    /** Tells whether a condition of the request was not met. */
    static boolean isTaken(AwsServiceException e) {
        return e.statusCode() == HttpURLConnection.HTTP_PRECON_FAILED;
    }

    /** Tells whether another request for the same name was under way, so that this one has to be repeated. */
    static boolean isConflict(AwsServiceException e) {
        return e.statusCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    private static String endpoint() {
        return S3Settings.endpoint().map(" at %s"::formatted).orElse("");
    }

    private static String code(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }

    private static String says(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            return (answer.statusCode() >= FIRST_OF_SERVER ? "it is overloaded or broken, " : "")
                    + "%d %s".formatted(answer.statusCode(), code(answer));
        }
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
