package dev.penstock.providers.openai;

import java.util.Optional;

/** Looks up the headers of a response by name, ignoring case. */
@FunctionalInterface
interface HeaderValues {
    HeaderValues NONE = name -> Optional.empty();

    Optional<String> find(String name);
}
