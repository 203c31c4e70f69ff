package dev.penstock.worker.config;

/**
 * The position at which a setting was written: a line of a file, or an environment variable.
 *
 * @param line from 1; 0 for a variable
 * @param column from 1; 0 for a variable, and for a file as a whole
 */
record SourcePosition(String source, int line, int column) {
    static SourcePosition variable(String name) {
        return new SourcePosition(name, 0, 0);
    }

    /** Returns the beginning of a file. */
    static SourcePosition top(String file) {
        return new SourcePosition(file, 1, 0);
    }

    /** Returns the file and line alone: {@code job.yaml:3}. */
    String lineOnly() {
        return isVariable() ? source : source + ":" + line;
    }

    boolean isVariable() {
        return line == 0;
    }

    ConfigurationException wrong(String message) {
        return new ConfigurationException(this + ": " + message);
    }

    /** Returns the position as messages begin: {@code penstock.yaml:3:5}. */
    @Override
    public String toString() {
        return column == 0 ? lineOnly() : lineOnly() + ":" + column;
    }
}
