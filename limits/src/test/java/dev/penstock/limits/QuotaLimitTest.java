package dev.penstock.limits;

import static dev.penstock.limits.QuotaLimit.UNLIMITED;
import static dev.penstock.limits.QuotaLimit.atMost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuotaLimitTest {
    @Test
    void theStricterOfTwoLimitsIsTheSmallerAndAnyIsStricterThanNone() {
        assertThat(atMost(5).orLess(atMost(3))).isEqualTo(atMost(3));
        assertThat(UNLIMITED.orLess(atMost(3))).isEqualTo(atMost(3));
        assertThat(atMost(3).orLess(UNLIMITED)).isEqualTo(atMost(3));
    }

    @Test
    void aPartOfALimitIsRoundedAndEnoughForOne() {
        assertThat(atMost(600).times(0.1)).isEqualTo(atMost(60));
        assertThat(atMost(3).times(0.1)).isEqualTo(atMost(1));
        assertThat(UNLIMITED.times(0.1)).isEqualTo(UNLIMITED);
    }

    @Test
    void messagesWriteNoLimitAsNull() {
        assertThat(QuotaLimit.ofNullable(null)).isEqualTo(UNLIMITED);
        assertThat(UNLIMITED.orNull()).isNull();
        assertThat(QuotaLimit.ofNullable(7L).orNull()).isEqualTo(7);
    }

    @Test
    void aLimitIsNeverNegative() {
        assertThatThrownBy(() -> atMost(-1)).hasMessage("a limit cannot be -1");
    }
}
