package dev.penstock.providers.http;

import com.fasterxml.jackson.core.JacksonException;
import dev.penstock.contracts.Usage;
import dev.penstock.providers.AnswerTooLargeException;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.UnreadableAnswerException;
import dev.penstock.store.Result;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns an exception of the HTTP client into the outcome of the call, whose error code names the cause. */
final class TransportErrors {
    private static final Logger log = LoggerFactory.getLogger(TransportErrors.class);

    /** Stands for an answer that was not read to its end. */
    private static final Result.Response UNREAD = new Result.Response(HttpURLConnection.HTTP_OK, "", "{}");

    private TransportErrors() {}

    /**
     * Returns the outcome of a call that brought no response, or one that could not be read.
     *
     * @param host the provider's host, for the log
     */
    static Outcome outcome(Throwable trouble, String host) {
        Outcome.Lost lost = lost(trouble, host);
        return switch (root(trouble)) {
            // The provider is well, and a call that brings too long an answer is paid for each time.
            case AnswerTooLargeException large ->
                new Outcome.Unusable(UNREAD, Usage.NONE, lost.error(), large.mayFitLater());
            case UnreadableAnswerException unreadable -> new Outcome.Unusable(UNREAD, Usage.NONE, lost.error(), 1);
            default -> lost;
        };
    }

    /**
     * Returns the lost call.
     *
     * @param host the provider's host, which is logged but is no part of the message: results are for tenants
     */
    static Outcome.Lost lost(Throwable trouble, String host) {
        Throwable root = root(trouble);
        log.debug("A call to {} was lost", host, trouble);
        return switch (root) {
            case UnknownHostException unknown -> unconnected("the provider's host is not known");
            case SocketTimeoutException timeout
            when says(root, "connect") -> unconnected("the provider did not accept a connection in time");
            case ConnectException refused ->
                unconnected("the provider cannot be reached" + (says(root, "refused") ? ": connection refused" : ""));
            case InterruptedIOException timeout -> error("request_timeout", "the provider did not answer in time");
            case AnswerTooLargeException large -> error("answer_too_large", "the provider " + large.getMessage());
            case UnreadableAnswerException unreadable ->
                error("invalid_response", "the provider answered with " + unreadable.getMessage());
            case JacksonException unreadable -> error("invalid_response", "the answer was cut off or is not JSON");
            case SSLException untrusted -> connection("no secure connection to the provider was possible");
            default ->
                connection("the connection to the provider was cut off" + (says(root, "reset") ? ": reset" : ""));
        };
    }

    private static boolean says(Throwable trouble, String word) {
        return String.valueOf(trouble.getMessage()).toLowerCase(Locale.ROOT).contains(word);
    }

    /** Returns a lost call that never reached the provider, and so cost nothing. */
    private static Outcome.Lost unconnected(String message) {
        return new Outcome.Lost(null, null, new Result.Error("connection_error", message), false);
    }

    private static Outcome.Lost connection(String message) {
        return error("connection_error", message);
    }

    private static Outcome.Lost error(String code, String message) {
        return new Outcome.Lost(null, null, new Result.Error(code, message));
    }

    private static Throwable root(Throwable trouble) {
        Throwable root = trouble;
        while (root.getCause() != null
                && !(root instanceof InterruptedIOException)
                && !(root instanceof UnreadableAnswerException)) {
            root = root.getCause();
        }
        return root;
    }
}
