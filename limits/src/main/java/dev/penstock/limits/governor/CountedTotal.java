package dev.penstock.limits.governor;

/**
 * A total of one process that the governor has counted.
 *
 * @param counted up to which total
 * @param writtenOff the part of it that the process was lent and may not have used, because it fell silent
 */
record CountedTotal(long counted, long writtenOff) {
    static final CountedTotal NONE = new CountedTotal(0, 0);

    /** Returns what is counted of a process that may be old, where counting has just begun: all but what it reports as new. */
    static CountedTotal before(long total, long reported) {
        return new CountedTotal(Math.max(0, total - reported), 0);
    }

    /**
     * Returns by how much a reported total exceeds what is counted. One that is lower by more than was written off has begun anew,
     * as that of a model does when the process has forgotten it meanwhile.
     */
    long growthTo(long total) {
        return isBegunAnew(total) ? total : Math.max(0, total - counted);
    }

    /** Returns what is counted after a report. */
    CountedTotal after(long total) {
        return total < counted && !isBegunAnew(total) ? this : new CountedTotal(total, 0);
    }

    /** Returns what is counted after an amount was written off. */
    CountedTotal writeOff(long lent) {
        return new CountedTotal(counted + lent, writtenOff + lent);
    }

    private boolean isBegunAnew(long total) {
        return total < counted - writtenOff;
    }
}
