package dev.penstock.formats;

/** Thrown when a line's image is none; the message says what was found. */
final class WrongImageException extends RuntimeException {
    WrongImageException(String message) {
        super(message);
    }
}
