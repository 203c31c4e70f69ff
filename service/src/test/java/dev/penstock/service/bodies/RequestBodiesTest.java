package dev.penstock.service.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.Urgency;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.errors.ApiFailure;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

final class RequestBodiesTest {
    private static final ApiCaller ACME = new ApiCaller("k", "acme", false, Urgency.NORMAL, null);

    @Test
    void aBodyHoldsWhatItHasAndNoMore() {
        for (int length : new int[] {0, 1, 4_095, 4_096, 4_097, 100_000}) {
            BodyMemory memory = new BodyMemory(10_000_000);
            byte[] body = new byte[length];
            try (HeldBody held = new RequestBodies(memory).read(new ByteArrayInputStream(body), 200_000, ACME)) {
                assertThat(held.bytes()).isEqualTo(body);
                memory.begin(ACME).takeNow(5_000_000 - length);
                assertThatThrownBy(() -> memory.begin(ACME).takeNow(1)).isInstanceOf(ApiFailure.class);
            }
        }
    }

    @Test
    void aBodyThatIsTooLongIsRefusedRatherThanCutOff() {
        RequestBodies bodies = new RequestBodies(new BodyMemory(10_000_000));

        assertThatThrownBy(() -> bodies.read(new ByteArrayInputStream(new byte[8_193]), 8_192, ACME))
                .isInstanceOfSatisfying(
                        ApiFailure.class,
                        failure -> assertThat(failure.status().getCode()).isEqualTo(413));
    }

    @Test
    void memoryIsTakenBeforeTheFirstBytesAreRead() {
        RequestBodies bodies = new RequestBodies(new BodyMemory(2_000));

        assertThatThrownBy(() -> bodies.read(new ByteArrayInputStream(new byte[3_000]), 200_000, ACME))
                .isInstanceOf(ApiFailure.class);
    }
}
