package dev.penstock.service.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AllowedHostsTest {
    @Test
    void byDefaultOnlyThisMachinesNamesAreAllowed() {
        AllowedHosts hosts = AllowedHosts.of("127.0.0.1", false, List.of());

        assertThat(List.of("localhost:8080", "LocalHost", "localhost.", "127.0.0.1:8080", "127.1.2.3", "[::1]:80"))
                .allMatch(hosts::allow);
        assertThat(List.of(
                        "evil.test:8080",
                        "localhost.evil.test",
                        "127.0.0.1.evil.test",
                        "10.0.0.1",
                        "192.168.1.1:8080",
                        "[2001:db8::1]",
                        "0.0.0.0",
                        "",
                        ":8080",
                        "null",
                        "localhost:8080:1",
                        "localhost@evil.test",
                        "evil.test#localhost"))
                .noneMatch(hosts::allow);
    }

    @Test
    void theAddressThatItListensOnIsAllowedAndAnyAddressIfItListensOnAll() {
        AllowedHosts one = AllowedHosts.of("10.0.0.1", false, List.of());
        AllowedHosts all = AllowedHosts.of("0.0.0.0", false, List.of());

        assertThat(one.allow("10.0.0.1:8080")).isTrue();
        assertThat(one.allow("10.0.0.2:8080")).isFalse();
        // An address cannot be pointed elsewhere by a web page, as a name can.
        assertThat(all.allow("10.0.0.2:8080")).isTrue();
        assertThat(all.allow("[2001:DB8:0::1]")).isTrue();
        assertThat(all.allow("evil.test")).isFalse();
    }

    @Test
    void configuredNamesAreAllowedAndWithKeysAnyNameUnlessSomeAreConfigured() {
        assertThat(AllowedHosts.of("0.0.0.0", false, List.of("api", "Penstock.test"))
                        .allow("penstock.test:443"))
                .isTrue();
        assertThat(AllowedHosts.of("0.0.0.0", false, List.of("*")).allow("any.test"))
                .isTrue();
        assertThat(AllowedHosts.of("0.0.0.0", true, List.of()).allow("any.test"))
                .isTrue();
        assertThat(AllowedHosts.of("0.0.0.0", true, List.of("penstock.test")).allow("any.test"))
                .isFalse();
    }
}
