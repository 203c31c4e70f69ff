package dev.penstock.activities.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.shard.Shortfall;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SliceBudgetTest {
    private final SliceBudget budget = new SliceBudget(100L);

    @Test
    void whatACallDidNotNeedIsThereForTheNext() throws InterruptedException {
        assertThat(budget.reserve(80)).isTrue();
        budget.settle(80, 10);

        assertThat(budget.reserve(90)).isTrue();
    }

    @Test
    void whoDoesNotFitWaitsForCallsUnderWay() throws InterruptedException {
        assertThat(budget.reserve(80)).isTrue();
        CompletableFuture<Boolean> second = reserveLater(80);
        assertThat(second).isNotDone();

        budget.settle(80, 20);

        assertThat(second.join()).isTrue();
    }

    @Test
    void whenNothingIsUnderWayItSaysWhatIsMissing() throws InterruptedException {
        budget.spentBefore(30);
        assertThat(budget.reserve(60)).isTrue();
        CompletableFuture<Boolean> second = reserveLater(50);
        CompletableFuture<Boolean> third = reserveLater(45);

        budget.settle(60, 60);

        assertThat(second.join()).isFalse();
        assertThat(third.join()).isFalse();
        assertThat(budget.shortfall()).isEqualTo(new Shortfall(90, 135));
    }

    private CompletableFuture<Boolean> reserveLater(long worst) {
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
}
