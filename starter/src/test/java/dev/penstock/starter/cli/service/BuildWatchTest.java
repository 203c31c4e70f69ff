package dev.penstock.starter.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A worker says whether its build gets work. */
final class BuildWatchTest {
    private final AtomicReference<Optional<String>> routing = new AtomicReference<>(Optional.empty());
    private final List<String> said = new ArrayList<>();
    private final BuildWatch watch = new BuildWatch(routing::get, said::add, System::nanoTime);

    @Test
    void isSaidAtFirstAndWhenItHasChanged() {
        watch.sayNew();
        routing.set(Optional.of("takes no work"));
        watch.sayNew();
        watch.sayNew();
        routing.set(Optional.empty());
        watch.sayNew();
        routing.set(Optional.of("takes work"));
        watch.sayNew();

        assertThat(said).containsExactly("takes no work", "takes work");
    }
}
