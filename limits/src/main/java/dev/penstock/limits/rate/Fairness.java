package dev.penstock.limits.rate;

/**
 * Decides the order of waiting calls of one urgency: keys take turns in proportion to their weights, and the calls of one key go
 * in the order of their arrival. Tasks of Temporal have a fairness key and a weight with the same meaning.
 *
 * @param key a tenant, for example
 * @param weight more than zero
 */
public record Fairness(String key, double weight) {
    /** Stands for calls that belong to nobody, which all have one turn together. */
    public static final Fairness NONE = new Fairness("", 1);

    public Fairness {
        if (!(weight > 0)) {
            throw new IllegalArgumentException("a weight must be more than zero, not " + weight);
        }
    }
}
