package dev.penstock.starter.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFileLimitTest {
    @Test
    void theSoftLimitIsRead() {
        assertThat(OpenFileLimit.parse(List.of(
                        "Limit                     Soft Limit           Hard Limit           Units",
                        "Max processes             1024                 2048                 processes",
                        "Max open files            64                   4096                 files")))
                .hasValue(64);
        assertThat(OpenFileLimit.parse(List.of("Max open files            unlimited            unlimited  files")))
                .isEmpty();
        assertThat(OpenFileLimit.parse(List.of())).isEmpty();
    }

    @Test
    void aLowLimitIsToldWithWhatToDo() {
        assertThat(OpenFileLimit.tooLow(64))
                .hasValue(
                        "at most 64 files and connections may be open at once, and 512 are needed: raise the limit, for"
                                + " example with `ulimit -n 4096`");
        assertThat(OpenFileLimit.tooLow(1024)).isEmpty();
    }
}
