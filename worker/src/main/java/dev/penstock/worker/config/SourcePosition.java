package dev.penstock.worker.config;

/**
 * The position at which a setting was written: a line of a file, or an environment variable.
 *
 * @param line from 1; 0 for a variable
 */
record SourcePosition(String source, int line) {
    static SourcePosition variable(String name) {
        return new SourcePosition(name, 0);
    }

    boolean isVariable() {
        return line == 0;
    }

    ConfigurationException wrong(String message) {
        return new ConfigurationException(this + ": " + message);
    }

    @Override
    public String toString() {
        return isVariable() ? source : source + ":" + line;
    }
}
