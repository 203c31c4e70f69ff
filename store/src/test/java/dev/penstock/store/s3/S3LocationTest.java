package dev.penstock.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.store.input.InputLocation;
import dev.penstock.store.input.InputRoots;
import dev.penstock.store.s3.object.S3Location;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class S3LocationTest {
    @Test
    void anAddressNamesABucketAndAKey() {
        assertThat(S3Location.of("s3://team/in/a b.csv")).isEqualTo(new S3Location("team", "in/a b.csv"));
        assertThat(S3Location.of("s3://team")).isEqualTo(new S3Location("team", ""));
        assertThat(S3Location.of("s3://team/store").below("x")).hasToString("s3://team/store/x");
        assertThatThrownBy(() -> S3Location.of("s3://T/in"))
                .hasMessageContaining("'T' in s3://T/in is no name of a bucket");
        assertThatThrownBy(() -> InputLocation.of("s3://team/in/")).hasMessageContaining("name an object");
        assertThatThrownBy(() -> S3Store.at(URI.create("s3://team/a%20b"))).hasMessageContaining("its prefix may have");
    }

    @Test
    void aBatchReadsObjectsBelowTheAllowedPlacesOnly() {
        InputRoots roots = new InputRoots(
                List.of(),
                List.of(),
                true,
                List.of(S3Location.of("s3://team/in")),
                List.of(S3Location.of("s3://team/in/store")));

        assertThat(roots.allow(S3Location.of("s3://team/in/a.csv"))).isTrue();
        assertThat(roots.allow(S3Location.of("s3://team/inner/a.csv"))).isFalse();
        assertThat(roots.allow(S3Location.of("s3://other/in/a.csv"))).isFalse();
        assertThat(roots.allow(S3Location.of("s3://team/in/store/keys/x"))).isFalse();
        assertThat(roots).hasToString("allowed is s3://team/in");
    }
}
