package dev.penstock.worker.config;

/** A mistake in the configuration, in a sentence that begins with its file and line or its variable. */
public final class ConfigurationException extends IllegalArgumentException {
    ConfigurationException(String message) {
        super(message);
    }
}
