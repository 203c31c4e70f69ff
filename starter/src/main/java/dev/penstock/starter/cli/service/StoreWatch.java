package dev.penstock.starter.cli.service;

import dev.penstock.store.Store;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the user as soon as the store takes no results any more, and when it takes them again. */
final class StoreWatch {
    private static final Logger log = LoggerFactory.getLogger(StoreWatch.class);

    private final Store store;
    private final Consumer<String> say;
    private Optional<String> told = Optional.empty();

    StoreWatch(Store store, Consumer<String> say) {
        this.store = store;
        this.say = say;
    }

    /** Looks at the store; to be called every second or so. */
    void look() {
        Optional<String> trouble = store.trouble();
        if (trouble.equals(told)) {
            return;
        }
        told = trouble;
        String what = trouble.map(text -> text + "; batches pause until then")
                .orElse("the store takes results again; resume the batches that were paused");
        say.accept(what);
        log.warn("{}", what);
    }
}
