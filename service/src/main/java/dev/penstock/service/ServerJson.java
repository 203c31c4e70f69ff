package dev.penstock.service;

import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Map;

/** The settings with which the server reads and writes JSON. */
final class ServerJson {
    private ServerJson() {}

    /** Returns Micronaut's settings. */
    static Map<String, Object> properties() {
        return Map.of(
                // OpenAI's clients expect fields without a value to be absent, but empty lists to be present.
                "jackson.serialization-inclusion", "NON_NULL",
                "jackson.serialization.write-dates-as-timestamps", false,
                "jackson.deserialization.fail-on-unknown-properties", false,
                // It would find Kotlin's module, which openai-java brings, and load 1,200 classes at every start.
                "jackson.module-scan", false);
    }

    /** Returns the modules of Jackson that are needed, in place of all that are on the class path. */
    static Object[] modules() {
        return new Object[] {new JavaTimeModule(), new Jdk8Module()};
    }
}
