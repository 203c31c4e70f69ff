package dev.penstock.service.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.service.errors.ApiFailure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class FailedKeysTest {
    private final MovableClock clock = new MovableClock("2026-11-01T12:00:15Z");
    private final FailedKeys failures = new FailedKeys(clock);

    @Test
    void anAddressThatShowsManyWrongKeysHasToWaitForTheNextMinute() throws UnknownHostException {
        InetAddress attacker = address(0x0a000001);
        for (int n = 0; n < 20; n++) {
            failures.count(attacker);
        }

        assertThatThrownBy(() -> failures.count(attacker)).isInstanceOfSatisfying(ApiFailure.class, failure -> {
            assertThat(failure.status().getCode()).isEqualTo(429);
            assertThat(failure.retryAfter())
                    .hasValueSatisfying(wait -> assertThat(wait).hasSeconds(45));
        });
        assertThatCode(() -> failures.count(address(0x0a000002))).doesNotThrowAnyException();
        clock.set("2026-11-01T12:01:00Z");
        assertThatCode(() -> failures.count(attacker)).doesNotThrowAnyException();
    }

    @Test
    void theAddressesOfOneNetworkCountAsOne() throws UnknownHostException {
        for (int n = 0; n < 20; n++) {
            failures.count(InetAddress.getByName("2001:db8::" + n));
        }

        assertThatThrownBy(() -> failures.count(InetAddress.getByName("2001:db8::ffff")))
                .isInstanceOf(ApiFailure.class);
    }

    @Test
    void aMillionAddressesTakeNoMoreRoomThanTenThousand() throws UnknownHostException {
        for (int n = 0; n < 1_000_000; n++) {
            failures.count(address(n));
        }

        assertThat(failures.addresses()).isLessThanOrEqualTo(10_000);
    }

    private static InetAddress address(int number) throws UnknownHostException {
        return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(number).array());
    }
}
