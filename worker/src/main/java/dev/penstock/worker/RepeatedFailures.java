package dev.penstock.worker;

import com.fasterxml.jackson.core.JacksonException;
import dev.penstock.store.StoreUnavailableException;
import io.grpc.StatusRuntimeException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.failure.TemporalFailure;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Counts how often an activity has failed in the same way, by no fault of a network or a server: such a failure comes back
 * each time.
 */
final class RepeatedFailures {
    /** The failures in a row after which an activity is not tried again by itself. */
    private static final int MOST = 5;

    /** The equal failures of a disk in a row that are too many; some failures of disks pass. */
    private static final int MOST_OF_DISK = 30;

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
        if (isAny(failure, RepeatedFailures::mayPass)) {
            seen.remove(activity);
            return false;
        }
        String kind = kind(failure);
        Seen before = seen.get(activity);
        int times = before != null && before.kind.equals(kind) ? before.times + 1 : 1;
        if (times >= most(failure)) {
            seen.remove(activity);
            return true;
        }
        seen.put(activity, new Seen(kind, times));
        return false;
    }

    synchronized void succeeded(String activity) {
        seen.remove(activity);
    }

    /** Returns how many failures in a row are the last. */
    static int most(Throwable failure) {
        return isAny(failure, RepeatedFailures::isOfDisk) && !isAny(failure, RepeatedFailures::isOfFile)
                ? MOST_OF_DISK
                : MOST;
    }

    /** Returns whether the failure says itself whether it is retried, or may pass while nobody does anything. */
    private static boolean mayPass(Throwable cause) {
        return cause instanceof TemporalFailure
                || cause instanceof ActivityCompletionException
                || cause instanceof WorkflowException
                || cause instanceof WorkflowServiceException
                || cause instanceof StatusRuntimeException
                || cause instanceof StoreUnavailableException
                || cause instanceof SocketException
                || cause instanceof UnknownHostException
                || cause instanceof HttpTimeoutException
                || cause instanceof InterruptedIOException
                || cause instanceof ClosedChannelException
                || cause instanceof TimeoutException
                || cause instanceof InterruptedException
                || cause instanceof CancellationException;
    }

    /** Returns whether a file is missing, cut off, broken or a symbolic link, which time does not mend. */
    private static boolean isOfFile(Throwable cause) {
        return cause instanceof JacksonException
                || cause instanceof FileNotFoundException
                || cause instanceof FileSystemException
                || cause instanceof EOFException;
    }

    private static boolean isOfDisk(Throwable cause) {
        return cause instanceof IOException;
    }

    private static boolean isAny(Throwable failure, Predicate<Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.test(cause)) {
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
