package dev.penstock.activities.attachment;

/** Thrown when a file that a request names cannot be sent; the message is a sentence that names the file as it was written. */
public final class UnusableFileException extends RuntimeException {
    UnusableFileException(String message) {
        super(message, null, false, false);
    }
}
