package dev.penstock.service.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.Urgency;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.errors.ApiFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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

    @Test
    void aStreamedBodyTakesAFewTimesItsLengthAndNoMoreThanALongPrompt() throws IOException {
        assertThat(memoryOfStream(100_000, 100_000, 100 << 20)).isEqualTo(4 * 100_000);
        assertThat(memoryOfStream(100_000, 30 << 20, 100 << 20))
                .as("announced, or the most of a length that is not known")
                .isEqualTo(8 << 20);
        assertThat(memoryOfStream(100_000, 30 << 20, 2 << 20))
                .as("where a tenant gets less")
                .isEqualTo(1 << 20);
    }

    @Test
    void aStreamedBodyThatIsTooLongIsToldWhatToDoInstead() {
        RequestBodies bodies = new RequestBodies(new BodyMemory(10_000_000));
        InputStream body = new ByteArrayInputStream(new byte[200_000]);

        assertThatThrownBy(() -> bodies.stream(
                        body, 200_000, 100_000, "upload a file", ACME, (start, rest) -> rest.readAllBytes().length))
                .isInstanceOf(ApiFailure.class)
                .hasMessage("this request may have 100,000 bytes at most; upload a file");
    }

    private static long memoryOfStream(int length, long announced, long most) throws IOException {
        BodyMemory memory = new BodyMemory(most);
        return new RequestBodies(memory)
                .stream(
                        new ByteArrayInputStream(new byte[length]),
                        announced,
                        1 << 30,
                        "",
                        ACME,
                        (start, rest) -> most / 2 - leftOf(memory, most / 2));
    }

    /** Finds by trying how much a tenant may still take. */
    private static long leftOf(BodyMemory memory, long most) {
        long low = 0;
        long high = most;
        while (low < high) {
            long middle = (low + high + 1) / 2;
            try (BodyMemory.Share share = memory.begin(ACME)) {
                share.takeNow(middle);
                low = middle;
            } catch (ApiFailure none) {
                high = middle - 1;
            }
        }
        return low;
    }
}
