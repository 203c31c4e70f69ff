package dev.penstock.service.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.penstock.contracts.Urgency;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.errors.ApiFailure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {
    private final BodyMemory memory = new BodyMemory(1_000);

    @Test
    void oneCallerMayTakeHalfAndLeavesTheOtherHalfToOthers() {
        memory.begin(caller("a")).takeNow(500);

        assertThatThrownBy(() -> memory.begin(caller("a")).takeNow(1))
                .asInstanceOf(type(ApiFailure.class))
                .satisfies(busy -> assertThat(busy.status().getCode()).isEqualTo(503))
                .satisfies(busy -> assertThat(busy.retryAfter()).isPresent());
        memory.begin(caller("b")).takeNow(500);
    }

    @Test
    void allCallersTogetherNeverTakeMoreThanThereIs() {
        List<BodyMemory.Share> shares = new ArrayList<>();
        int refused = 0;
        for (int caller = 0; caller < 50; caller++) {
            BodyMemory.Share share = memory.begin(caller("k" + caller));
            try {
                share.takeNow(100);
                shares.add(share);
            } catch (ApiFailure e) {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(40);

        shares.forEach(BodyMemory.Share::close);
        memory.begin(caller("z")).takeNow(500);
    }

    @Test
    void whatIsClosedTwiceIsGivenBackOnce() {
        BodyMemory.Share share = memory.begin(caller("a"));
        share.takeNow(400);
        share.close();
        share.close();

        memory.begin(caller("a")).takeNow(500);
        assertThatThrownBy(() -> memory.begin(caller("a")).takeNow(1)).isInstanceOf(ApiFailure.class);
    }

    @Test
    void keysOfOneTenantHaveOneShareAndWithoutKeysOneCallerMayTakeAll() {
        memory.begin(new ApiCaller("k1", "a", false, Urgency.NORMAL, null)).takeNow(500);
        BodyMemory.Share other = memory.begin(new ApiCaller("k2", "a", false, Urgency.NORMAL, null));
        assertThatThrownBy(() -> other.takeNow(1)).isInstanceOf(ApiFailure.class);

        new BodyMemory(1_000).begin(ApiCaller.ANONYMOUS).takeNow(1_000);
    }

    @Test
    void whatNoTenantCanEverHaveIsRefusedForGood() {
        assertThatThrownBy(() -> memory.begin(caller("a")).take(501))
                .asInstanceOf(type(ApiFailure.class))
                .satisfies(refused -> assertThat(refused.status().getCode()).isEqualTo(413))
                .satisfies(refused -> assertThat(refused.retryAfter()).isEmpty());
    }

    private static ApiCaller caller(String tenant) {
        return new ApiCaller("key of " + tenant, tenant, false, Urgency.NORMAL, null);
    }
}
