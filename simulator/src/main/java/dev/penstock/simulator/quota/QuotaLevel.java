package dev.penstock.simulator.quota;

/** How much of both quotas is left just now; a limit of 0 means there is none. */
public record QuotaLevel(Remaining requests, Remaining tokens) {
    /** One quota's limit, what is left of it, and the nanoseconds until all of it is there again. */
    public record Remaining(long limit, long left, long nanosToFull) {
        public static final Remaining UNLIMITED = new Remaining(0, 0, 0);

        public boolean isLimited() {
            return limit > 0;
        }
    }
}
