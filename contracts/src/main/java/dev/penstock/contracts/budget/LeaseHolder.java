package dev.penstock.contracts.budget;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.penstock.contracts.NanoUsd;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A borrower from a budget: a shard of a batch, a batch, or a process that makes single calls.
 *
 * @param id the number of a shard, the id of a batch's workflow, or the process's own name
 * @param run the run of a batch's workflow, to which its grants are sent; null for others
 * @param before what a batch had cost before it first borrowed here
 */
public record LeaseHolder(String id, @Nullable String run, NanoUsd before) {
    public LeaseHolder {
        Objects.requireNonNull(id, "a borrower has an id");
        Objects.requireNonNull(before, "a borrower has spent something before, or nothing");
    }

    public static LeaseHolder shard(int number) {
        return new LeaseHolder(Integer.toString(number), null, NanoUsd.ZERO);
    }

    public static LeaseHolder process(String name) {
        return new LeaseHolder(name, null, NanoUsd.ZERO);
    }

    /** Returns the key of this holder's lease; two runs of one batch have a lease each. */
    public String key() {
        return run == null ? id : id + " " + run;
    }

    @JsonIgnore
    public boolean isBatch() {
        return run != null;
    }

    public boolean isOtherRunOf(LeaseHolder other) {
        return isBatch() && id.equals(other.id) && !key().equals(other.key());
    }
}
