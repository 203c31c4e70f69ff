package dev.penstock.limits.share;

/**
 * The claim of a process on a limit per minute that it shares with others.
 *
 * @param share how much of the limit the process may use, or is about to use
 * @param wanted how much of it was used or refused here in the last minute
 */
public record Claim(long share, long wanted) {
    public static final Claim NONE = new Claim(0, 0);

    /** How far a process plans ahead of what it has seen, so that its traffic can grow. */
    private static final double GROWTH = 1.5;

    public Claim {
        share = Math.max(0, share);
        wanted = Math.max(0, wanted);
    }

    /** Returns this claim with another share. */
    public Claim sized(long newShare) {
        return new Claim(newShare, wanted);
    }

    double need() {
        return wanted * GROWTH;
    }
}
