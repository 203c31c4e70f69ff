package dev.penstock.service.batches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.store.s3.object.S3Location;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiddenBucketTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "there is no bucket acme at http://10.0.0.7:9000: make it | there is no bucket of the store: make it",
                "s3://acme/team/log/1 at http://10.0.0.7:9000 does not answer: Connect to 10.0.0.7:9000 failed"
                        + " | the store/log/1 does not answer: Connect to the store failed",
                "the bucket acme is in another region: set AWS_REGION | the bucket of the store is in another region: set AWS_REGION",
                "s3://acme/team2/a and bucket acme-2 | s3://acme/team2/a and bucket acme-2",
            })
    void neitherBucketNorServiceIsNamed(String message, String hidden) {
        HiddenBucket bucket = new HiddenBucket(S3Location.of("s3://acme/team"), Optional.of("http://10.0.0.7:9000"));

        assertThat(bucket.hide(message)).isEqualTo(hidden);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme.s3.eu-central-1.amazonaws.com: unknown host | the store: unknown host",
                "s3://acme may not be used | the store may not be used",
            })
    void noHostOfAwsNamesTheBucket(String message, String hidden) {
        HiddenBucket bucket = new HiddenBucket(S3Location.of("s3://acme"), Optional.empty());

        assertThat(bucket.hide(message)).isEqualTo(hidden);
    }
}
