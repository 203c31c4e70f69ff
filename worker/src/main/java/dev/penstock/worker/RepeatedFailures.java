package dev.penstock.worker;

import io.grpc.StatusRuntimeException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.failure.TemporalFailure;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/**
 * Counts how often an activity has failed in the same way, by no fault of a disk, a network or a server: such a failure
 * comes back each time.
 */
final class RepeatedFailures {
    /** The failures in a row after which an activity is not tried again by itself. */
    static final int MOST = 5;

    private static final int REMEMBERED = 10_000;

    private final Map<String, Seen> seen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Seen(String kind, int times) {}

    /**
     * Counts a failure of an activity.
     *
     * @return whether it was the last that is allowed; the count then begins anew
     */
    synchronized boolean isOneTooMany(String activity, Throwable failure) {
        if (mayPass(failure)) {
            seen.remove(activity);
            return false;
        }
        String kind = kind(failure);
        Seen before = seen.get(activity);
        int times = before != null && before.kind.equals(kind) ? before.times + 1 : 1;
        if (times >= MOST) {
            seen.remove(activity);
            return true;
        }
        seen.put(activity, new Seen(kind, times));
        return false;
    }

    synchronized void succeeded(String activity) {
        seen.remove(activity);
    }

    /** Returns whether the failure says itself whether it is retried, or may pass while nobody does anything. */
    private static boolean mayPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TemporalFailure
                    || cause instanceof ActivityCompletionException
                    || cause instanceof WorkflowException
                    || cause instanceof WorkflowServiceException
                    || cause instanceof StatusRuntimeException
                    || cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof InterruptedException
                    || cause instanceof CancellationException) {
                return true;
            }
        }
        return false;
    }

    /** Returns the failure's type and the place that threw it; messages may name another object each time. */
    private static String kind(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
