package dev.penstock.worker.config;

/**
 * Thrown for a mistake in the configuration; the message is a sentence that begins with its file and line or its
 * variable.
 */
public final class ConfigurationException extends IllegalArgumentException {
    ConfigurationException(String message) {
        super(message);
    }
}
