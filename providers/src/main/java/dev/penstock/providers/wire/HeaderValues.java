package dev.penstock.providers.wire;

import java.util.Optional;

/** Looks up the headers of a response by name, ignoring case. */
@FunctionalInterface
public interface HeaderValues {
    HeaderValues NONE = name -> Optional.empty();

    Optional<String> find(String name);
}
