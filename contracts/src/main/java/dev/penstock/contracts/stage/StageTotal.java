package dev.penstock.contracts.stage;

import dev.penstock.contracts.Receipt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the calls of one stage brought so far. */
public record StageTotal(String name, Receipt receipt) {
    /** Stage by stage. */
    public static @Nullable List<StageTotal> sum(@Nullable List<StageTotal> one, @Nullable List<StageTotal> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        List<StageTotal> sum = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            sum.add(new StageTotal(
                    one.get(i).name(), one.get(i).receipt().plus(other.get(i).receipt())));
        }
        return sum;
    }
}
