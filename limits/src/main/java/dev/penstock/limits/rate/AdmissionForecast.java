package dev.penstock.limits.rate;

/**
 * When a rate limiter would probably admit a call that comes now.
 *
 * @param isOpen whether it admits calls at all before its limits are set again
 * @param isProbe whether it admits single calls only, which test whether the provider has recovered, and none waits for that
 * @param waitNanos how long the call would wait, in nanoseconds, behind those that wait already; 0 = it may start at once
 */
public record AdmissionForecast(boolean isOpen, boolean isProbe, long waitNanos) {
    /** Stands for a limiter that admits nothing. */
    public static final AdmissionForecast CLOSED = new AdmissionForecast(false, false, Long.MAX_VALUE);

    /** Stands for a limiter that will have room as soon as a call comes. */
    public static final AdmissionForecast AT_ONCE = new AdmissionForecast(true, false, 0);

    static AdmissionForecast in(long waitNanos) {
        return new AdmissionForecast(true, false, Math.max(0, waitNanos));
    }

    static AdmissionForecast probe() {
        return new AdmissionForecast(true, true, 0);
    }
}
