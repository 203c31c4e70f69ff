package dev.penstock.store.s3.object;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The connection to S3 or a service that speaks its protocol, as AWS's usual variables and files set it: {@code AWS_REGION},
 * {@code AWS_ENDPOINT_URL_S3}, {@code AWS_ACCESS_KEY_ID}, {@code AWS_PROFILE}, and so on. A process has one.
 */
public final class S3Connection {
    /** Says whether the bucket is named in the path of requests, {@code true}, or in the host's name; by default only with an endpoint. */
    public static final String PATH_STYLE = "PENSTOCK_S3_PATH_STYLE";

    /** Where a service of somebody else is named without a region, this one is as good as any. */
    private static final Region ANY = Region.US_EAST_1;

    private static final int ATTEMPTS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration FIRST_PAUSE_WHEN_THROTTLED = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    /** As long as a part of an upload may take on a slow line. */
    private static final Duration ATTEMPT = Duration.ofMinutes(2);

    private static final int CONNECTIONS = 64;
    /** The connections that streams may hold; the others are left for requests, such as those of the result log. */
    private static final int FOR_STREAMS = 32;

    static final StreamConnections STREAMS = new StreamConnections(FOR_STREAMS);

    private S3Connection() {}

    /** Returns this process's client, made when it is first asked for. */
    public static S3Client shared() {
        return Shared.CLIENT;
    }

    private static final class Shared {
        private static final S3Client CLIENT = open();
    }

    private static S3Client open() {
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(DefaultCredentialsProvider.builder().build());
        region().ifPresent(builder::region);
        return configured(builder, isPathStyle()).build();
    }

    /**
     * Sets what does not depend on the user.
     *
     * @param pathStyle whether the bucket is named in the path of requests
     */
    public static S3ClientBuilder configured(S3ClientBuilder builder, boolean pathStyle) {
        return builder.forcePathStyle(pathStyle)
                // Other services know no checksums but MD5.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE))
                .overrideConfiguration(
                        settings -> settings.retryStrategy(retries()).apiCallAttemptTimeout(ATTEMPT));
    }

    /** Returns when failed requests are repeated, with full jitter; a circuit breaker would give up in an outage of seconds. */
    private static StandardRetryStrategy retries() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(ATTEMPTS)
                .backoffStrategy(BackoffStrategy.exponentialDelay(FIRST_PAUSE, LONGEST_PAUSE))
                .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(FIRST_PAUSE_WHEN_THROTTLED, LONGEST_PAUSE))
                .circuitBreakerEnabled(false)
                .build();
    }

    private static Optional<Region> region() {
        try {
            Region unused = DefaultAwsRegionProviderChain.builder().build().getRegion();
            return Optional.empty(); // found by the client itself
        } catch (SdkClientException none) {
            return S3Settings.endpoint().map(any -> ANY);
        }
    }

    private static boolean isPathStyle() {
        return S3Settings.setting("penstock.s3PathStyle", PATH_STYLE)
                .map(text -> text.toLowerCase(Locale.ROOT).equals("true"))
                .orElseGet(() -> S3Settings.endpoint().isPresent());
    }
}
