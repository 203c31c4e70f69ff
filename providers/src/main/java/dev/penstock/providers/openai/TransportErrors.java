package dev.penstock.providers.openai;

import com.fasterxml.jackson.core.JacksonException;
import dev.penstock.providers.AnswerTooLargeException;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;

/** Turns an exception of the HTTP client into a lost call, whose error code names the cause. */
final class TransportErrors {
    private TransportErrors() {}

    static Outcome.Lost lost(Throwable trouble, String host) {
        Throwable root = root(trouble);
        String message = String.valueOf(root.getMessage());
        return switch (root) {
            case UnknownHostException unknown -> unconnected("no such host: " + host);
            case SocketTimeoutException timeout
            when saysConnect(message) -> unconnected("%s did not accept a connection in time".formatted(host));
            case ConnectException refused -> unconnected("%s: %s".formatted(host, message));
            case InterruptedIOException timeout -> error("request_timeout", host + " did not answer in time");
            case AnswerTooLargeException large -> error("answer_too_large", "%s %s".formatted(host, message));
            case JacksonException unreadable -> error("invalid_response", "the answer was cut off or is not JSON");
            default -> connection("%s: %s".formatted(host, message));
        };
    }

    private static boolean saysConnect(String message) {
        return message.toLowerCase(Locale.ROOT).contains("connect");
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
        while (root.getCause() != null && !(root instanceof InterruptedIOException)) {
            root = root.getCause();
        }
        return root;
    }
}
