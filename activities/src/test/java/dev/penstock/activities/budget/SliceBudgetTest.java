package dev.penstock.activities.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.shard.Shortfall;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SliceBudgetTest {
    private final SliceBudget budget = new SliceBudget(usd(100));

    @Test
    void whatACallDidNotNeedIsThereForTheNext() throws InterruptedException {
        assertThat(budget.reserve(usd(80))).isTrue();
        budget.settle(usd(80), usd(10));

        assertThat(budget.reserve(usd(90))).isTrue();
    }

    @Test
    void whoDoesNotFitWaitsForCallsUnderWay() throws InterruptedException {
        assertThat(budget.reserve(usd(80))).isTrue();
        CompletableFuture<Boolean> second = reserveLater(usd(80));
        assertThat(second).isNotDone();

        budget.settle(usd(80), usd(20));

        assertThat(second.join()).isTrue();
    }

    @Test
    void whenNothingIsUnderWayItSaysWhatIsMissing() throws InterruptedException {
        budget.spentBefore(usd(30));
        assertThat(budget.reserve(usd(60))).isTrue();
        CompletableFuture<Boolean> second = reserveLater(usd(50));
        CompletableFuture<Boolean> third = reserveLater(usd(45));

        budget.settle(usd(60), usd(60));

        assertThat(second.join()).isFalse();
        assertThat(third.join()).isFalse();
        assertThat(budget.shortfall()).isEqualTo(new Shortfall(usd(90), usd(135)));
    }

    private CompletableFuture<Boolean> reserveLater(NanoUsd worst) {
        CompletableFuture<Boolean> reserved = new CompletableFuture<>();
        Thread unused = Thread.startVirtualThread(() -> {
            try {
                reserved.complete(budget.reserve(worst));
            } catch (InterruptedException e) {
                reserved.completeExceptionally(e);
            }
        });
        return reserved;
    }

    private static NanoUsd usd(long nano) {
        return NanoUsd.of(nano);
    }
}
