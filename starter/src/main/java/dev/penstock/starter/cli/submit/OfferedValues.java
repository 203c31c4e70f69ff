package dev.penstock.starter.cli.submit;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The values of an option that a shell offers. */
abstract class OfferedValues implements Iterable<String> {
    private final List<String> values;

    OfferedValues(Stream<String> values) {
        this.values = values.toList();
    }

    @Override
    public Iterator<String> iterator() {
        return values.iterator();
    }
}
