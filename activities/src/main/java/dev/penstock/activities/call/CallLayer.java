package dev.penstock.activities.call;

/** A layer of the stack of a call: does its part, asks the next layer for the rest, and reports how the request ended. */
@FunctionalInterface
public interface CallLayer {
    /**
     * Takes one request as far as it can get now.
     *
     * @throws InterruptedException if the thread is interrupted before the call is sent; a call that is cut off later
     *     is reported as {@link CallReport.CutOff}
     */
    CallReport call(CallRequest request) throws InterruptedException;
}
