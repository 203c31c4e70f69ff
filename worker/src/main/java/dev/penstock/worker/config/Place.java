package dev.penstock.worker.config;

/**
 * Where something was written: a line of a file, or an environment variable.
 *
 * @param line from 1; 0 for a variable
 */
record Place(String source, int line) {
    static Place variable(String name) {
        return new Place(name, 0);
    }

    boolean isVariable() {
        return line == 0;
    }

    WrongConfiguration wrong(String message) {
        return new WrongConfiguration(this + ": " + message);
    }

    @Override
    public String toString() {
        return isVariable() ? source : source + ":" + line;
    }
}
