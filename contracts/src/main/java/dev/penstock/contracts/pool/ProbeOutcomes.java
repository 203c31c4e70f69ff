package dev.penstock.contracts.pool;

/**
 * The ends of calls that started while a pool's provider was being probed; other calls that end at the same time began before, and
 * say nothing about a provider that has recovered.
 *
 * @param answered probes with any response of a working provider, a 429 included
 * @param lost probes that failed or were given up
 */
public record ProbeOutcomes(long answered, long lost) {
    /** No probe has ended. */
    public static final ProbeOutcomes NONE = new ProbeOutcomes(0, 0);

    /** Returns what has been added to earlier outcomes. */
    public ProbeOutcomes since(ProbeOutcomes earlier) {
        return new ProbeOutcomes(answered - earlier.answered, lost - earlier.lost);
    }
}
