package dev.penstock.service.batches;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.BatchId;
import dev.penstock.service.errors.ApiFailure;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnfinishedSpecsTest {
    private static final int MOST = 40 << 20;
    private static final int MIB = 1 << 20;

    private final Set<BatchId> ended = new HashSet<>();
    private final UnfinishedSpecs specs = new UnfinishedSpecs(ended::contains, MOST);

    @Test
    void aTenantsLongSpecificationsAreBoundedUntilBatchesEnd() {
        for (int batch = 0; batch < 10; batch++) {
            specs.take(id("acme", batch), "acme", MIB);
        }

        assertThatThrownBy(() -> specs.take(id("acme", 10), "acme", MIB))
                .isInstanceOf(ApiFailure.class)
                .hasMessageStartingWith("prompts and options of batches that have not ended have more than 10 MiB");
        assertThatCode(() -> specs.take(id("other", 0), "other", MIB)).doesNotThrowAnyException();

        ended.add(id("acme", 3));
        assertThatCode(() -> specs.take(id("acme", 10), "acme", MIB)).doesNotThrowAnyException();
    }

    @Test
    void allTenantsTogetherAreBoundedToo() {
        for (int tenant = 0; tenant < 8; tenant++) {
            for (int batch = 0; batch < 5; batch++) {
                specs.take(id("t" + tenant, batch), "t" + tenant, MIB);
            }
        }

        assertThatThrownBy(() -> specs.take(id("new", 0), "new", MIB)).hasMessageContaining("retry later");

        specs.giveBack(id("t0", 0));
        assertThatCode(() -> specs.take(id("new", 0), "new", MIB)).doesNotThrowAnyException();
        assertThatCode(() -> specs.take(id("new", 1), "new", 60_000))
                .as("a usual one")
                .doesNotThrowAnyException();
    }

    @Test
    void shortSpecificationsOfThousandsOfBatchesHaveRoom() {
        for (int batch = 0; batch < 9_000; batch++) {
            specs.take(id("acme", batch), "acme", 1_000);
        }
    }

    private static BatchId id(String tenant, int number) {
        return new BatchId(tenant + "-" + number);
    }
}
