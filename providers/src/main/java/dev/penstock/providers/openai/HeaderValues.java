package dev.penstock.providers.openai;

import java.util.Optional;

/** An answer's headers, by name in any case. */
@FunctionalInterface
interface HeaderValues {
    HeaderValues NONE = name -> Optional.empty();

    Optional<String> find(String name);
}
